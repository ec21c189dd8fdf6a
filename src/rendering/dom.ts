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

/** Adds styles to those of a node's shadow root, once. */
export function adoptStyles(
  node: Node,
  { styleSheet }: { readonly styleSheet?: CSSStyleSheet | undefined },
): void {
  const root = node.getRootNode();
  if (!styleSheet || !(root instanceof ShadowRoot)) return;
  if (!root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
}
