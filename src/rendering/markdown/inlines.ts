import { hrefOf, imageSource } from './addresses.js';
import { skipCursor, type Context } from './context.js';
import { create, setText } from './create.js';
import { mathSource } from './parser/text.js';
import type { FootnoteReference, Image, Inline, Link, MathSpan } from './parser/tree.js';

/** What an element shows, so that it is compared with what it should show. A Text node says so itself. */
const shown = new WeakMap<Node, Inline>();

const SPANS = { emphasis: 'em', strong: 'strong', strikethrough: 'del' } as const;

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
  inlines.slice(from).forEach((inline, index) => {
    const current = syncInline(context, parent, inline, node);
    if (from + index < stable) last = current;
    node = skipCursor(current.nextSibling, context);
  });
  while (node) {
    const next = skipCursor(node.nextSibling, context);
    context.visible -= node.textContent?.length ?? 0;
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
  if (inline.kind === 'text' || (inline.kind === 'break' && !inline.hard)) {
    return syncText(context, parent, inline.kind === 'text' ? inline.text : '\n', node);
  }
  const before = node ? shown.get(node) : undefined;
  let element = node as HTMLElement | null;
  if (!element || !before || !canShow(context, element, before, inline)) {
    element = createInline(context, inline);
    // What stood in another kind of element moves into this one.
    const moves = before && 'children' in before && 'children' in inline;
    if (node && moves) element.append(...node.childNodes);
    put(parent, element, node);
  }
  shown.set(element, inline);
  update(context, element, before, inline);
  return element;
}

function syncText(
  context: Context,
  parent: Element,
  text: string,
  node: ChildNode | null,
): ChildNode {
  if (node?.nodeType === Node.TEXT_NODE) {
    context.visible += setText(node as Text, text);
    return node;
  }
  const made = document.createTextNode(text);
  context.visible += text.length;
  put(parent, made, node);
  return made;
}

function put(parent: Element, made: ChildNode, instead: ChildNode | null): void {
  if (instead) instead.replaceWith(made);
  else parent.append(made);
}

/** Whether the element stays when its inline becomes another one. */
function canShow(context: Context, element: Element, before: Inline, inline: Inline): boolean {
  if (before.kind !== inline.kind) return false;
  if (inline.kind === 'math')
    return mathSource(before as MathSpan) === mathSource(inline) || !(before as MathSpan).complete;
  if (inline.kind === 'image') return element.localName === imageElement(context, inline);
  return true;
}

const imageElement = ({ options }: Context, { src }: Image): string =>
  src !== null && imageSource(src, options) !== null ? 'img' : 'a';

function createInline(context: Context, inline: Inline): HTMLElement {
  switch (inline.kind) {
    case 'emphasis':
    case 'strong':
    case 'strikethrough':
      return create(SPANS[inline.kind]);
    case 'code':
      return create('code', 'code-span');
    case 'link':
      return create('a', 'link');
    case 'image':
      return imageElement(context, inline) === 'img'
        ? create('img', 'image')
        : create('a', 'link image');
    case 'math':
      return create('span', 'math');
    case 'reference':
      return create('sup');
    case 'checkbox':
      return create('input', 'checkbox');
    default:
      return create('br');
  }
}

function update(
  context: Context,
  element: HTMLElement,
  before: Inline | undefined,
  inline: Inline,
): void {
  switch (inline.kind) {
    case 'emphasis':
    case 'strong':
    case 'strikethrough':
      syncInlines(context, element, inline.children);
      break;
    case 'code':
      context.visible += setOnlyText(element, inline.text);
      break;
    case 'link':
      updateLink(context, element, before, inline);
      syncInlines(context, element, inline.children);
      break;
    case 'image':
      updateImage(context, element, before, inline);
      break;
    case 'math':
      updateMath(context, element, before, inline);
      break;
    case 'reference':
      updateReference(context, element, before, inline);
      break;
    case 'checkbox':
      updateCheckbox(context, element as HTMLInputElement, inline.checked);
  }
}

/** The text of an element that holds one Text node, and perhaps the cursor. */
function setOnlyText(element: Element, text: string): number {
  const [node] = element.childNodes;
  if (node?.nodeType === Node.TEXT_NODE) return setText(node as Text, text);
  element.prepend(document.createTextNode(text));
  return text.length;
}

function setAddress(
  context: Context,
  element: HTMLElement,
  raw: string | null,
  title: string,
): void {
  const href = raw === null ? null : hrefOf(raw, context.options);
  if (href === null) {
    element.removeAttribute('href');
  } else {
    element.setAttribute('href', href);
    element.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  if (title) element.title = title;
  else element.removeAttribute('title');
}

function updateLink(
  context: Context,
  element: HTMLElement,
  before: Inline | undefined,
  link: Link,
): void {
  const known = before?.kind === 'link' && before.href === link.href && before.title === link.title;
  if (!known) setAddress(context, element, link.href, link.title);
}

function updateImage(
  context: Context,
  element: HTMLElement,
  before: Inline | undefined,
  image: Image,
): void {
  const { src, title, alt } = image;
  const isKnown = before?.kind === 'image' && before.src === src && before.title === title;
  if (element instanceof HTMLImageElement) {
    if (isKnown && element.alt === alt) return;
    element.alt = alt;
    if (title) element.title = title;
    element.loading = 'lazy';
    element.decoding = 'async';
    element.referrerPolicy = 'no-referrer';
    const allowed = imageSource(src ?? '', context.options);
    // After the other attributes, which the request depends on.
    if (allowed !== null && element.getAttribute('src') !== allowed) element.src = allowed;
    return;
  }
  if (!isKnown) setAddress(context, element, src, title);
  // A link needs words.
  context.visible += setOnlyText(element, alt || (src ?? ''));
}

function updateMath(
  context: Context,
  element: HTMLElement,
  before: Inline | undefined,
  math: MathSpan,
): void {
  if (before?.kind === 'math' && before.complete) return;
  element.dir = 'ltr';
  context.visible += setOnlyText(element, mathSource(math));
  if (!math.complete) return;
  const { open, text } = math;
  const display = open !== '\\(';
  const node = context.render({
    kind: 'math',
    language: '',
    text,
    complete: true,
    display,
    element,
  });
  if (!node || node === element) return;
  element.replaceChildren(node);
  element.part.add('rendered');
}

function updateReference(
  context: Context,
  element: HTMLElement,
  before: Inline | undefined,
  reference: FootnoteReference,
): void {
  const { label, number } = reference;
  if (before?.kind === 'reference' && before.label === label && before.number === number) return;
  context.footnotes.number(label, number);
  const link = create('a', 'link');
  link.href = `#footnote-${number}`;
  link.role = 'doc-noteref';
  link.textContent = String(number);
  // No address leads into a shadow tree.
  link.addEventListener('click', (event) => {
    event.preventDefault();
    context.footnotes.show(label);
  });
  context.visible += before ? 0 : link.textContent.length;
  element.replaceChildren(link);
}

function updateCheckbox({ strings }: Context, element: HTMLInputElement, checked: boolean): void {
  if (element.type === 'checkbox' && element.checked === checked) return;
  element.type = 'checkbox';
  element.disabled = true;
  element.toggleAttribute('checked', checked);
  element.ariaLabel = checked ? strings.taskDone : strings.taskOpen;
}
