import type { TypewriterStream } from '../src/element/index.js';
import { characters, countCharacters } from './characters.js';
import { byId, setText } from './dom.js';

/** At the end, compares the text on screen with the server's text, if that is known. */
export function mountVerdict(element: TypewriterStream, expected: () => string | undefined): void {
  const verdict = byId('verdict', HTMLElement);

  element.addEventListener('stream-state', () => {
    if (element.state !== 'done') setText(verdict, '');
  });
  element.addEventListener('stream-typed', () => {
    const text = expected();
    if (text === undefined) return;
    const same = element.typedText === text;
    verdict.dataset['same'] = String(same);
    setText(
      verdict,
      same
        ? `Nothing lost: all ${characters(countCharacters(text))} match the server’s text.`
        : 'This differs from the server’s text.',
    );
  });
}
