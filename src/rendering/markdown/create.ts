import type { Context } from './context.js';

const templates = new Map<string, HTMLElement>();

/** Creates an element with its parts; cloning a template is faster than setting attributes. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  parts = '',
): HTMLElementTagNameMap[Name] {
  const key = `${name} ${parts}`;
  let template = templates.get(key);
  if (!template) {
    template = document.createElement(name);
    if (parts) template.setAttribute('part', parts);
    templates.set(key, template);
  }
  return template.cloneNode() as HTMLElementTagNameMap[Name];
}

/** Creates an element with a class and without a part. */
export function box<Name extends 'div' | 'span'>(name: Name, className: string) {
  const element = create(name);
  element.className = className;
  return element;
}

/** Sets an attribute; null removes it. */
export function setAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Sets the data of a Text node, from the first difference on. */
export function setText(context: Context, node: Text, text: string): void {
  const { data } = node;
  let same = text.startsWith(data) ? data.length : 0;
  while (same < text.length && text[same] === data[same]) same += 1;
  // A surrogate pair must not be split.
  if (same < data.length && /[\ud800-\udbff]/.test(data[same - 1] ?? '')) same -= 1;
  const gone = data.slice(same);
  const fresh = text.slice(same);
  if (gone) node.replaceData(same, gone.length, fresh);
  else if (fresh) node.appendData(fresh);
  context.count(fresh, gone);
}

/** Sets the text of an element that holds one Text node, and perhaps the cursor. */
export function setOnlyText(context: Context, element: Element, text: string): void {
  const { firstChild } = element;
  if (firstChild?.nodeType === Node.TEXT_NODE) return setText(context, firstChild as Text, text);
  context.count(text);
  element.prepend(text);
}
