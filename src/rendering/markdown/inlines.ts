import { hrefOf, imageSource } from './addresses.js';
import type { Context } from './context.js';
import { create, setAttribute, setOnlyText, setText } from './create.js';
import { mathSource } from './parser/text.js';
import type { FootnoteReference, Image, Inline, MathSpan, Text as Run } from './parser/tree.js';

/** What an element shows, so that it is compared with what it should show. A Text node says so itself. */
const shown = new WeakMap<Node, Inline>();

type Mark = Exclude<Inline, Run>;

/** The element of each kind, and its parts. */
const ELEMENTS: Record<Mark['kind'], readonly [name: keyof HTMLElementTagNameMap, parts?: string]> =
  {
    emphasis: ['em'],
    strong: ['strong'],
    strikethrough: ['del'],
    code: ['code', 'code-span'],
    link: ['a', 'link'],
    image: ['a', 'link image'],
    math: ['span', 'math'],
    reference: ['sup'],
    checkbox: ['input', 'checkbox'],
    break: ['br'],
  };

/**
 * Makes the nodes of a parent show inlines, one node for each inline. Nodes which show the same already are not touched.
 *
 * @param from the first inline that may differ
 * @param before the node of the inline before it
 * @param stable so many inlines are final
 * @returns the node of the last final inline
 */
export function syncInlines(
  context: Context,
  parent: Element,
  inlines: readonly Inline[],
  from = 0,
  before: ChildNode | null = null,
  stable = 0,
): ChildNode | null {
  let last = before;
  let node = skipCursor(before ? before.nextSibling : parent.firstChild, context);
  for (let index = from; index < inlines.length; index++) {
    const current = syncInline(context, parent, inlines[index] as Inline, node);
    if (index < stable) last = current;
    node = skipCursor(current.nextSibling, context);
  }
  while (node) {
    const next = skipCursor(node.nextSibling, context);
    context.count('', node.textContent ?? '');
    node.remove();
    node = next;
  }
  return last;
}

/** The next node that shows text: the cursor stands between such nodes, but it is none of them. */
const skipCursor = (node: ChildNode | null, { cursor }: Context): ChildNode | null =>
  node === cursor ? node.nextSibling : node;

/** @param node what stands where the inline belongs */
function syncInline(
  context: Context,
  parent: Element,
  inline: Inline,
  node: ChildNode | null,
): ChildNode {
  const put = <Made extends ChildNode>(made: Made): Made => {
    if (node) {
      context.count('', node.textContent ?? '');
      node.replaceWith(made);
    } else parent.append(made);
    return made;
  };
  if (inline.kind === 'text' || (inline.kind === 'break' && !inline.hard)) {
    const text = inline.kind === 'text' ? inline.text : '\n';
    if (node?.nodeType === Node.TEXT_NODE) {
      setText(context, node as Text, text);
      return node;
    }
    context.count(text);
    return put(document.createTextNode(text));
  }
  const before = node ? shown.get(node) : undefined;
  const [name, parts] = elementOf(context, inline);
  let element = node as HTMLElement;
  let isSame = before !== undefined && isEqual(before, inline);
  if (before?.kind !== inline.kind || element.localName !== name || !(isSame || canGrow(before))) {
    element = create(name, parts);
    // What stood in another kind of element moves into this one.
    if (node && before && 'children' in before && 'children' in inline)
      element.append(...node.childNodes);
    put(element);
    isSame = false;
  }
  shown.set(element, inline);
  if (!isSame) show(context, element, inline);
  if ('children' in inline) syncInlines(context, element, inline.children);
  return element;
}

function elementOf(context: Context, inline: Mark): (typeof ELEMENTS)[Mark['kind']] {
  // The options are put together for whoever asks, so only an image asks.
  const isLoaded = inline.kind === 'image' && imageSource(inline.src, context.options) !== null;
  return isLoaded ? ['img', 'image'] : ELEMENTS[inline.kind];
}

/** What an inline may have beside its children. */
const DETAILS = [
  'kind',
  'text',
  'href',
  'src',
  'title',
  'alt',
  'label',
  'number',
  'checked',
  'open',
  'complete',
] as const;
type Details = { readonly [Name in (typeof DETAILS)[number]]?: unknown };

const isEqual = (a: Details, b: Details): boolean => DETAILS.every((name) => a[name] === b[name]);

/** Whether an element stays when its inline becomes another one of the same kind. A formula may be its author's by now. */
const canGrow = (inline: Inline): boolean =>
  inline.kind === 'math' ? !inline.complete : !/reference|checkbox/.test(inline.kind);

/** Shows what an inline has beside its children. */
function show(context: Context, element: HTMLElement, inline: Mark): void {
  switch (inline.kind) {
    case 'code':
      return setOnlyText(context, element, inline.text);
    case 'link':
      return setAddress(context, element, inline.href, inline.title);
    case 'image':
      if (element instanceof HTMLImageElement) return loadImage(context, element, inline);
      setAddress(context, element, inline.src, inline.title);
      // A link needs words.
      return setOnlyText(context, element, inline.alt || (inline.src ?? ''));
    case 'math':
      return showMath(context, element, inline);
    case 'reference':
      return showReference(context, element, inline);
    case 'checkbox':
      return showTask(context, element as HTMLInputElement, inline.checked);
  }
}

function setAddress(
  { options }: Context,
  link: HTMLElement,
  address: string | null,
  title: string,
): void {
  const href = address === null ? null : hrefOf(address, options);
  setAttribute(link, 'href', href);
  setAttribute(link, 'rel', href === null ? null : 'noopener noreferrer nofollow');
  setAttribute(link, 'title', title || null);
}

function loadImage(
  { options }: Context,
  image: HTMLImageElement,
  { src, title, alt }: Image,
): void {
  image.alt = alt;
  setAttribute(image, 'title', title || null);
  image.loading = 'lazy';
  image.decoding = 'async';
  image.referrerPolicy = 'no-referrer';
  const allowed = imageSource(src, options);
  // After the other attributes, which the request depends on.
  if (allowed !== null && image.getAttribute('src') !== allowed) image.src = allowed;
}

function showMath(context: Context, element: HTMLElement, math: MathSpan): void {
  const { kind, open, text, complete } = math;
  element.dir ||= 'ltr';
  setOnlyText(context, element, mathSource(math));
  const display = open !== '\\(';
  if (complete) context.render(element, { kind, language: '', text, complete, display });
}

function showReference(
  context: Context,
  element: HTMLElement,
  { label, number }: FootnoteReference,
): void {
  const link = create('a', 'link');
  link.href = `#footnote-${number}`;
  link.role = 'doc-noteref';
  setOnlyText(context, link, String(number));
  context.footnotes.mention(label, link);
  element.append(link);
}

function showTask({ strings }: Context, box: HTMLInputElement, isDone: boolean): void {
  box.type = 'checkbox';
  box.disabled = true;
  box.toggleAttribute('checked', isDone);
  box.ariaLabel = strings[isDone ? 'taskDone' : 'taskOpen'];
}
