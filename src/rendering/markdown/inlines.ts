import { hrefOf, imageSource } from './addresses.js';
import { skipCursor, type Context } from './context.js';
import { count, create, setOnlyText, setText } from './create.js';
import { mathSource } from './parser/text.js';
import type {
  FootnoteReference,
  Image,
  Inline,
  Link,
  MathSpan,
  Text as Run,
} from './parser/tree.js';

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
    count(context, '', node.textContent ?? '');
    node.remove();
    node = next;
  }
  return last;
}

function syncInline(
  context: Context,
  parent: Element,
  inline: Inline,
  node: ChildNode | null,
): ChildNode {
  const put = <Made extends ChildNode>(made: Made): Made => {
    if (node) {
      count(context, '', node.textContent ?? '');
      node.replaceWith(made);
    } else parent.append(made);
    return made;
  };
  if (inline.kind === 'text' || (inline.kind === 'break' && !inline.hard)) {
    const isText = node?.nodeType === Node.TEXT_NODE;
    const text = isText ? (node as Text) : document.createTextNode('');
    setText(context, text, inline.kind === 'text' ? inline.text : '\n');
    return isText ? text : put(text);
  }
  let before = node ? shown.get(node) : undefined;
  let element = node as HTMLElement | null;
  if (!element || !before || !canShow(context, element, before, inline)) {
    const isLoaded = inline.kind === 'image' && isImage(context, inline);
    element = isLoaded ? create('img', 'image') : create(...ELEMENTS[inline.kind]);
    // What stood in another kind of element moves into this one.
    if (node && before && 'children' in before && 'children' in inline)
      element.append(...node.childNodes);
    put(element);
    before = undefined;
  }
  shown.set(element, inline);
  update(context, element, before, inline);
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

/** @param before what the element shows, which is of the same kind */
function update(
  context: Context,
  element: HTMLElement,
  before: Inline | undefined,
  inline: Mark,
): void {
  switch (inline.kind) {
    case 'link':
      setAddress(context, element, before as Link | undefined, inline, inline.href);
      break;
    case 'code':
      return setOnlyText(context, element, inline.text);
    case 'image':
      return updateImage(context, element, before as Image | undefined, inline);
    case 'math':
      return updateMath(context, element, before as MathSpan | undefined, inline);
    case 'reference':
      return updateReference(context, element, before as FootnoteReference | undefined, inline);
    case 'checkbox': {
      const box = element as HTMLInputElement;
      if (before && box.checked === inline.checked) return;
      box.type = 'checkbox';
      box.disabled = true;
      box.toggleAttribute('checked', inline.checked);
      box.ariaLabel = context.strings[inline.checked ? 'taskDone' : 'taskOpen'];
    }
  }
  if ('children' in inline) syncInlines(context, element, inline.children);
}

function set(element: Element, name: string, value: string | null): void {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

function setAddress(
  { options }: Context,
  element: HTMLElement,
  before: Link | Image | undefined,
  { title }: Link | Image,
  raw: string | null,
): void {
  if (before && before.title === title && ('href' in before ? before.href : before.src) === raw)
    return;
  const href = raw === null ? null : hrefOf(raw, options);
  if (href === null) element.removeAttribute('href');
  else element.setAttribute('href', href);
  set(element, 'rel', href === null ? null : 'noopener noreferrer nofollow');
  set(element, 'title', title);
}

function updateImage(
  context: Context,
  element: HTMLElement,
  before: Image | undefined,
  image: Image,
): void {
  const { src, title, alt } = image;
  if (!(element instanceof HTMLImageElement)) {
    setAddress(context, element, before, image, src);
    // A link needs words.
    return setOnlyText(context, element, alt || (src ?? ''));
  }
  element.alt = alt;
  set(element, 'title', title);
  element.loading = 'lazy';
  element.decoding = 'async';
  element.referrerPolicy = 'no-referrer';
  const allowed = imageSource(src ?? '', context.options);
  // After the other attributes, which the request depends on.
  if (allowed !== null && element.getAttribute('src') !== allowed) element.src = allowed;
}

function updateMath(
  context: Context,
  element: HTMLElement,
  before: MathSpan | undefined,
  math: MathSpan,
): void {
  if (before?.complete) return;
  const { open, text, complete } = math;
  element.dir = 'ltr';
  setOnlyText(context, element, mathSource(math));
  const display = open !== '\\(';
  if (complete) context.render(element, { kind: 'math', language: '', text, complete, display });
}

function updateReference(
  context: Context,
  element: HTMLElement,
  before: FootnoteReference | undefined,
  { label, number }: FootnoteReference,
): void {
  if (before?.label === label && before.number === number) return;
  const link = create('a', 'link');
  link.href = `#footnote-${number}`;
  link.role = 'doc-noteref';
  link.append(String(number));
  context.footnotes.mention(label, link);
  if (!before) count(context, '1');
  element.replaceChildren(link);
}
