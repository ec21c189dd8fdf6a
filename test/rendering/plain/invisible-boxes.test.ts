import { cleanUp, frame } from '../../support/element.js';
import { FULL, LONG, PLACES, Pair, TEXTS, write } from './pair.js';

let pair: Pair | undefined;

describe('nothing of ours is seen in the layout of', () => {
  afterEach(() => {
    pair?.remove();
    cleanUp();
  });

  for (const [name, place] of Object.entries(PLACES)) {
    it(name, async () => {
      for (const cursor of ['bar', 'block', 'underscore'] as const) {
        for (const [kind, text] of Object.entries(TEXTS)) {
          pair = await Pair.of(place, { cursor });
          write(pair.element, text);
          pair.expectSame(text, `${kind}, ${cursor}, while typing`);
          pair.element.end();
          await pair.element.finished;
          pair.expectSame(text, `${kind}, ${cursor}, done`);
          pair.remove();
        }
      }
    });

    it(`${name}, with a long text`, async () => {
      for (const [kind, text] of Object.entries(LONG)) {
        if (kind === 'soft hyphens' && !place.around?.startsWith(FULL)) continue;
        pair = await Pair.of(place);
        const size = Math.ceil(text.length / 5);
        for (let start = 0; start < text.length; start += size) {
          write(pair.element, text.slice(start, start + size));
          await frame();
        }
        await pair.becomesSame(text, `${kind}, while typing`);
        pair.element.end();
        await pair.element.finished;
        await pair.becomesSame(text, `${kind}, done`);
        pair.remove();
      }
    });
  }
});
