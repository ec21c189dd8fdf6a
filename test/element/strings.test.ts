import { expect } from '@open-wc/testing';
import { ENGLISH, type Strings } from '../../src/element/strings.js';
import { strings as ar } from '../../src/strings/ar.js';
import { strings as de } from '../../src/strings/de.js';
import { strings as en } from '../../src/strings/en.js';
import { strings as es } from '../../src/strings/es.js';
import { strings as fr } from '../../src/strings/fr.js';
import { strings as ja } from '../../src/strings/ja.js';
import { strings as zh } from '../../src/strings/zh.js';
import { cleanUp, create, part, reach } from '../support/element.js';

const LANGUAGES: Record<string, Strings> = { en, zh, es, fr, de, ja, ar };
const KEYS = Object.keys(ENGLISH) as (keyof Strings)[];

/** Words that some languages share with English. */
const SHARED = ['Code', 'Pause'];

describe('the words of the element', () => {
  afterEach(cleanUp);

  for (const [language, strings] of Object.entries(LANGUAGES)) {
    describe(`in ${language}`, () => {
      it('are all there, and none is empty or has spaces around it', () => {
        expect(Object.keys(strings)).to.have.members(KEYS);
        for (const key of KEYS) {
          expect(strings[key], key).not.to.equal('');
          expect(strings[key], key).to.equal(strings[key].trim());
        }
      });

      it('have a place for the seconds in `retryIn`, and nowhere else', () => {
        const placed = KEYS.filter((key) => /[{}]/.test(strings[key]));
        expect(placed).to.deep.equal(['retryIn']);
        expect(strings.retryIn.split('{seconds}')).to.have.length(2);
      });

      it('are translated', () => {
        if (language === 'en') return;
        const english = KEYS.filter((key) => strings[key] === ENGLISH[key]);
        expect(english.filter((key) => !SHARED.includes(strings[key]))).to.deep.equal([]);
      });

      it('are what the element shows', async () => {
        const element = create({ src: '/error?status=404' });
        element.lang = language;
        element.strings = strings;
        element.controls = true;
        document.body.append(element);
        await reach(element, 'error');
        await element.updateComplete;
        expect(part(element, 'error').textContent).to.contain(strings.status404);
        expect(part(element, 'controls').getAttribute('aria-label')).to.equal(strings.controls);
        expect(part(element, 'controls').textContent).to.contain(strings.replay);
      });
    });
  }

  it('are English where a translation has none', async () => {
    const element = create({ src: '/error?status=503', transport: 'fetch' });
    const missing = { lost: 'Weg.', retryIn: undefined, retrying: undefined };
    element.strings = missing as unknown as Partial<Strings>;
    document.body.append(element);
    await reach(element, 'retrying');
    await element.updateComplete;
    expect(part(element, 'retry').textContent).to.match(/Trying again/);
  });
});
