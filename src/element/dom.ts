type Attributes = Readonly<Record<string, string>>;

/** An element with its attributes and children. A string is a text node: no markup is ever parsed. */
export function create<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name] ?? '');
  element.append(...children);
  return element;
}

/** A button that calls back. */
export function createButton(label: string, action: () => void): HTMLButtonElement {
  const button = create('button', { part: 'button', type: 'button' }, label);
  button.addEventListener('click', action);
  return button;
}

/** Says in which language an element's text is; undefined: in that of the page. */
export function setLang(element: HTMLElement, lang: string | undefined): void {
  if (lang) element.lang = lang;
  else element.removeAttribute('lang');
}

/** Sets the text of an element, unless it has it: what the reader selected in it would be lost. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
