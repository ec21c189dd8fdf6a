/** Returns the element of the page with this id; throws if it is missing, since that is a bug of the page. */
export function byId<T extends Element>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`The page has no ${type.name} with the id "${id}".`);
}

/** Returns a `<typewriter-stream>` of the page, by id. */
export function stream(id: string): HTMLElementTagNameMap['typewriter-stream'] {
  const element = document.querySelector<HTMLElementTagNameMap['typewriter-stream']>(
    `typewriter-stream#${id}`,
  );
  if (element) return element;
  throw new Error(`The page has no <typewriter-stream> with the id "${id}".`);
}

export function onClick(id: string, action: () => void): HTMLButtonElement {
  const button = byId(id, HTMLButtonElement);
  button.addEventListener('click', action);
  return button;
}

/** Writes only a changed text, to avoid needless layout. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function span(className: string, text: string): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
