import { hrefOf, imageSource } from './addresses.js';
import type { Context } from './context.js';
import { create, setOnlyText, setText } from './create.js';
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
  let element = node as HTMLElement;
  const stays = before && canShow(context, element, before, inline);
  if (!stays) {
    const isLoaded = inline.kind === 'image' && isImage(context, inline);
    element = isLoaded ? create('img', 'image') : create(...ELEMENTS[inline.kind]);
    // What stood in another kind of element moves into this one.
    if (node && before && 'children' in before && 'children' in inline)
      element.append(...node.childNodes);
    put(element);
  }
  shown.set(element, inline);
  update(context, element, inline, stays ? before : undefined);
  return element;
}

/** Whether the element stays when its inline becomes another one. */
function canShow(context: Context, element: Element, before: Inline, inline: Inline): boolean {
  if (before.kind !== inline.kind) return false;
  if (inline.kind === 'math')
    return !(before as MathSpan).complete || mathSource(before as MathSpan) === mathSource(inline);
  return inline.kind !== 'image' || (element.localName === 'img') === isImage(context, inline);
}

const isImage = ({ options }: Context, { src }: Image): boolean =>
  src !== null && imageSource(src, options) !== null;

/** What inlines have beside their text. */
const ATTRIBUTES = ['href', 'src', 'title', 'label', 'number', 'checked', 'complete'];

const haveSameAttributes = (a: Inline, b: Inline): boolean =>
  ATTRIBUTES.every((name) => Reflect.get(a, name) === Reflect.get(b, name));

/** @param before what the element shows, which is of the same kind */
function update(
  context: Context,
  element: HTMLElement,
  inline: Mark,
  before: Inline | undefined,
): void {
  const isSame = before !== undefined && haveSameAttributes(before, inline);
  switch (inline.kind) {
    case 'code':
      setOnlyText(context, element, inline.text);
      break;
    case 'link':
      if (!isSame) setAddress(context, element, inline.href, inline.title);
      break;
    case 'image':
      if (element instanceof HTMLImageElement) return loadImage(context, element, inline);
      if (!isSame) setAddress(context, element, inline.src, inline.title);
      // A link needs words.
      setOnlyText(context, element, inline.alt || (inline.src ?? ''));
      break;
    case 'math':
      if (!isSame || !inline.complete) showMath(context, element, inline);
      break;
    case 'reference':
      if (!isSame) showReference(context, element, inline);
      break;
    case 'checkbox':
      if (!isSame) showTask(context, element as HTMLInputElement, inline.checked);
  }
  if ('children' in inline) syncInlines(context, element, inline.children);
}

function set(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function setAddress(
  { options }: Context,
  element: HTMLElement,
  raw: string | null,
  title: string,
): void {
  const href = raw === null ? null : hrefOf(raw, options);
  set(element, 'href', href);
  set(element, 'rel', href === null ? null : 'noopener noreferrer nofollow');
  set(element, 'title', title || null);
}

function loadImage(
  { options }: Context,
  image: HTMLImageElement,
  { src, title, alt }: Image,
): void {
  image.alt = alt;
  set(image, 'title', title || null);
  image.loading = 'lazy';
  image.decoding = 'async';
  image.referrerPolicy = 'no-referrer';
  const allowed = imageSource(src ?? '', options);
  // After the other attributes, which the request depends on.
  if (allowed !== null && image.getAttribute('src') !== allowed) image.src = allowed;
}

function showMath(context: Context, element: HTMLElement, math: MathSpan): void {
  const { open, text, complete } = math;
  element.dir = 'ltr';
  setOnlyText(context, element, mathSource(math));
  const display = open !== '\\(';
  if (complete) context.render(element, { kind: 'math', language: '', text, complete, display });
}

function showReference(
  context: Context,
  element: HTMLElement,
  { label, number }: FootnoteReference,
): void {
  const link = create('a', 'link');
  link.href = `#footnote-${number}`;
  link.role = 'doc-noteref';
  link.append(String(number));
  context.footnotes.mention(label, link);
  context.count(link.text, element.textContent);
  element.replaceChildren(link);
}

function showTask({ strings }: Context, box: HTMLInputElement, isDone: boolean): void {
  box.type = 'checkbox';
  box.disabled = true;
  box.toggleAttribute('checked', isDone);
  box.ariaLabel = strings[isDone ? 'taskDone' : 'taskOpen'];
}
