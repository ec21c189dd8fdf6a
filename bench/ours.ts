import type { TypewriterStream } from '../src/element/index.js';

/** The element, as a page uses it. */
export async function show(
  container: HTMLElement,
  url: string,
  properties: Partial<Pick<TypewriterStream, 'speed' | 'transport'>>,
): Promise<void> {
  const element = document.createElement('typewriter-stream');
  Object.assign(element, properties);
  // A token may well be "end", which is a sentinel too unless another is named.
  element.sentinel = '[DONE]';
  element.src = url;
  container.append(element);
  await element.updateComplete;
  await element.finished;
}

export const shownText = (container: HTMLElement): string =>
  container.querySelector('typewriter-stream')?.shadowRoot?.querySelector('[part=text]')
    ?.textContent ?? '';

/** Text given by hand, shown in the same task. */
export async function writerOf(container: HTMLElement): Promise<(text: string) => void> {
  const element = document.createElement('typewriter-stream');
  container.append(element);
  await element.updateComplete;
  return (text) => {
    element.write(text);
    element.skip();
  };
}
