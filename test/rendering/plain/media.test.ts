/**
 * Paper and forced colours, in every engine. A browser test cannot print, and only Chromium can force colours
 * (test/pages/places.test.ts): here the element's own rules for them are made to count.
 */
import { expect } from '@open-wc/testing';
import { IS_WEBKIT, cleanUp, frame, part } from '../../support/element.js';
import { LONG, PLACES, Pair, TEXTS, write, type Place } from './pair.js';

/** WebKit knows no forced colours. */
const MEDIA = {
  print: 'print',
  ...(!IS_WEBKIT && { 'forced colours': '(forced-colors: active)' }),
};

/** Makes the rules of a medium count in a shadow root. A sheet of its own: the element's are shared by all elements. */
function switchOn(root: ShadowRoot, query: string): void {
  const rules = root.adoptedStyleSheets
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSMediaRule && rule.media.mediaText === query)
    .flatMap((rule) => [...(rule as CSSMediaRule).cssRules]);
  expect(rules).to.not.deep.equal([]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.map(({ cssText }) => cssText).join(''));
  root.adoptedStyleSheets.push(sheet);
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
  describe(`with the rules for ${medium} nothing of ours is seen in the layout of`, () => {
    afterEach(() => {
      pair?.remove();
      cleanUp();
    });

    const compare = async (place: Place, text: string, what: string): Promise<void> => {
      pair = await Pair.of(place, { cursor: 'block' });
      // Buttons take room on screen, and none on paper.
      pair.element.controls = query === 'print';
      const size = Math.max(200, Math.ceil(text.length / 4));
      for (let start = 0; start < text.length; start += size) {
        write(pair.element, text.slice(start, start + size));
        await frame();
      }
      switchOn(pair.element.shadowRoot!, query);
      pair.layOutAnew();
      expect(isSwitchedOn(query, pair), what).to.equal(true);
      await pair.becomesSame(text, `${what}, while typing`);
      pair.element.end();
      await pair.element.finished;
      await pair.becomesSame(text, `${what}, done`);
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
