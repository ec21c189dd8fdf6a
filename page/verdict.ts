import type { TypewriterStream } from '../src/element/index.js';
import { characters, countCharacters } from './characters.js';
import { byId, setText } from './dom.js';

/** At the end, compares what is on screen with what the server's text is. */
export function mountVerdict(element: TypewriterStream, expected: () => string): void {
  const verdict = byId('verdict', HTMLElement);

  element.addEventListener('stream-state', () => {
    if (element.state !== 'done') setText(verdict, '');
  });
  element.addEventListener('stream-typed', () => {
    const text = expected();
    const same = element.typedText === text;
    verdict.dataset['same'] = String(same);
    setText(
      verdict,
      same
        ? `All there: ${characters(countCharacters(text))}, the same as the server’s text.`
        : 'This is not the server’s text.',
    );
  });
}
