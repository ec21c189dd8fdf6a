/**
 * Paper and forced colours, in every engine. A browser test cannot print, and only Chromium can force colours
 * (test/pages/places.test.ts): here the element's own rules for them are switched on.
 */
import { expect } from '@open-wc/testing';
import { IS_WEBKIT, cleanUp, frame, part } from '../../support/element.js';
import { LONG, PLACES, Pair, TEXTS, write, type Place } from './pair.js';

const MEDIA = { print: 'print', 'forced colours': '(forced-colors: active)' };

/** Rules that were switched on, and what they were. */
const switched = new Map<CSSMediaRule, string>();

/** Makes the rules of a medium count in a shadow root. Its sheets are shared, so switch them off again. */
function switchOn(root: ShadowRoot, query: string): void {
  for (const sheet of root.adoptedStyleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule) || rule.media.mediaText !== query) continue;
      switched.set(rule, rule.media.mediaText);
      rule.media.mediaText = 'all';
    }
  }
}

function switchOff(): void {
  for (const [rule, text] of switched) rule.media.mediaText = text;
  switched.clear();
}

/** What the rules of a medium change, which shows that they count. */
function isSwitchedOn(query: string, pair: Pair): boolean {
  const cursor = part(pair.element, 'cursor');
  if (query === 'print') return getComputedStyle(cursor).display === 'none';
  const caret = cursor.querySelector('.caret');
  return caret !== null && getComputedStyle(caret).backgroundColor === 'rgb(0, 0, 0)';
}

let pair: Pair | undefined;

for (const [medium, query] of Object.entries(MEDIA)) {
  const limits = query === 'print' || !IS_WEBKIT ? '' : ' (which WebKit does not know)';

  describe(`with the rules for ${medium}${limits} nothing of ours is seen in the layout of`, () => {
    afterEach(() => {
      pair?.remove();
      switchOff();
      cleanUp();
    });

    const compare = async (place: Place, text: string, what: string): Promise<void> => {
      pair = await Pair.of(place, { cursor: 'block' });
      // Buttons take room on screen, and none on paper.
      pair.element.controls = query === 'print';
      const size = Math.ceil(text.length / 4);
      for (let start = 0; start < text.length; start += size) {
        write(pair.element, text.slice(start, start + size));
        await frame();
      }
      switchOn(pair.element.shadowRoot!, query);
      pair.layOutAnew();
      expect(switched.size).to.be.above(0);
      expect(isSwitchedOn(query, pair), what).to.equal(true);
      pair.expectSame(text, `${what}, while typing`);
      pair.element.end();
      await pair.element.finished;
      await frame();
      pair.expectSame(text, `${what}, done`);
      switchOff();
      pair.remove();
    };

    for (const [name, place] of Object.entries(PLACES)) {
      it(name, async () => {
        for (const [kind, text] of Object.entries(TEXTS)) {
          await compare(place, text, kind);
        }
        for (const kind of ['a long paragraph', 'many lines']) {
          await compare(place, LONG[kind] ?? '', kind);
        }
      });
    }
  });
}
