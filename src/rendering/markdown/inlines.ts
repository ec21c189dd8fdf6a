import { hrefOf, imageSource } from './addresses.js';
import type { Context } from './context.js';
import { create, setAttribute, setOnlyText, setText } from './create.js';
import { mathSource } from './parser/text.js';
import type { FootnoteReference, Image, Inline, MathSpan, Text as Run } from './parser/tree.js';

/** The inline that an element shows, for comparison with a new one. A Text node needs no entry. */
const shown = new WeakMap<Node, Inline>();

type Mark = Exclude<Inline, Run>;

/** The element for each kind of inline, and its parts. */
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
 * Makes the nodes of a parent show inlines, one node for each inline. Nodes of unchanged inlines are not touched.
 *
 * @param from the first inline that may differ
 * @param before the node of the inline before it
 * @param stable number of final inlines
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

/** Skips the cursor, which stands among the nodes of the inlines. */
const skipCursor = (node: ChildNode | null, { cursor }: Context): ChildNode | null =>
  node === cursor ? node.nextSibling : node;

/** @param node the node now in the inline's place */
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
    // The children of the replaced element move into the new one.
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
  // Options are costly to read, so they are read for images only.
  const isLoaded = inline.kind === 'image' && imageSource(inline.src, context.options) !== null;
  return isLoaded ? ['img', 'image'] : ELEMENTS[inline.kind];
}

/** Properties of inlines besides their children. */
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

/** Whether an element is kept when its inline changes within its kind. The author may have rendered a complete formula. */
const canGrow = (inline: Inline): boolean =>
  inline.kind === 'math' ? !inline.complete : !/reference|checkbox/.test(inline.kind);

/** Shows the properties of an inline besides its children. */
function show(context: Context, element: HTMLElement, inline: Mark): void {
  switch (inline.kind) {
    case 'code':
      return setOnlyText(context, element, inline.text);
    case 'link':
      return setAddress(context, element, inline.href, inline.title);
    case 'image':
      if (element instanceof HTMLImageElement) return loadImage(context, element, inline);
      setAddress(context, element, inline.src, inline.title);
      // A link needs text.
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
  // After the other attributes, since the request depends on them.
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
