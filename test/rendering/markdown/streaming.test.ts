import { expect } from '@open-wc/testing';
import { Context } from '../../../src/rendering/markdown/context.js';
import type { MarkupOptions } from '../../../src/rendering/markdown/options.js';
import { seed } from '../../support/random.js';
import {
  answers,
  cleanUp,
  examples,
  expectSame,
  numbers,
  outlineOf,
  stage,
  visibleText,
} from './support.js';
import { SHORT_DOCUMENTS } from './short-documents.js';

const random = numbers(seed);

/** Pieces of 1 to `longest` characters. */
function* pieces(source: string, longest: number): Generator<string> {
  for (let start = 0; start < source.length;) {
    const end = start + 1 + Math.floor(random() * longest);
    yield source.slice(start, end);
    start = end;
  }
}

function streamed(source: string, longest: number, ends = true): string {
  const { renderer, container } = stage();
  for (const piece of pieces(source, longest)) renderer.append(piece);
  if (ends) renderer.settle();
  const result = outlineOf(container);
  cleanUp();
  return result;
}

const atOnce = (source: string, ends = true): string => streamed(source, Infinity, ends);

const TAKEN_BACK = [
  '07-math: \n\nExample: for 2*x*^',
  '07-math: : for 2*x*^2 - 4*x* ',
  '07-math: * 3 * 4 is 24; a*b*c',
  '08-report: r\n--- | ---: | ---:\n',
  '08-report: g/survey "A survey"\n',
  '08-report: tor.org/rfc/rfc9111\n',
];

/** Whether everything that was visible still is, in the same order. */
function goesOn(before: string, now: string): boolean {
  let found = 0;
  for (const character of now.split('')) if (character === before[found]) found += 1;
  return found === before.length;
}

describe('Markdown that comes in pieces', function () {
  this.timeout(120_000);
  afterEach(cleanUp);

  it('ends as it would at once, for every example of CommonMark', async () => {
    for (const source of await examples()) {
      const expected = atOnce(source);
      for (const longest of [1, 6]) expectSame(streamed(source, longest), expected, source);
    }
  });

  it('ends as it would at once, for eight answers', async () => {
    for (const [name, source] of await answers()) {
      const expected = atOnce(source);
      for (const longest of [1, 4, 60]) expectSame(streamed(source, longest), expected, name);
    }
  });

  it('ends as it would at once, for short documents, also where a part is taken back and comes again', () => {
    for (const [name, source] of Object.entries(SHORT_DOCUMENTS)) {
      const expected = atOnce(source);
      for (const longest of [1, 5]) expectSame(streamed(source, longest), expected, name);
      const { renderer, container } = stage();
      renderer.append(source);
      for (let turn = 0; turn < 5; turn++) {
        const kept = Math.floor(random() * source.length);
        renderer.truncate(kept);
        for (const piece of pieces(source.slice(kept), 9)) renderer.append(piece);
      }
      renderer.settle();
      expectSame(outlineOf(container), expected, name);
      cleanUp();
    }
  });

  it('ends as it would at once, from whatever place of a short document on it comes again', () => {
    for (const [name, source] of Object.entries(SHORT_DOCUMENTS)) {
      const expected = atOnce(source);
      const { renderer, container } = stage();
      for (let kept = 0; kept < source.length; kept++) {
        renderer.append(source);
        renderer.truncate(kept);
        renderer.append(source.slice(kept));
        renderer.settle();
        expectSame(outlineOf(container), expected, `${name} ${kept}`);
        renderer.clear();
      }
      cleanUp();
    }
  });

  it('is at any moment what it would be at once', async () => {
    for (const [name, source] of await answers()) {
      for (let turn = 0; turn < 20; turn++) {
        const part = source.slice(0, Math.floor(random() * source.length));
        expectSame(streamed(part, 7, false), atOnce(part, false), `${name} ${part.slice(-20)}`);
      }
    }
  });

  it('never takes back what is visible, but for what the text itself changes', async () => {
    const taken: string[] = [];
    for (const [name, source] of await answers()) {
      const { renderer, container } = stage();
      let before = '';
      for (let end = 1; end <= source.length; end++) {
        renderer.append(source.slice(end - 1, end));
        const text = visibleText(container).replace(/\s/g, '');
        if (!goesOn(before, text))
          taken.push(`${name}: ${source.slice(Math.max(0, end - 20), end)}`);
        before = text;
      }
      cleanUp();
    }
    // A mark within a word, which is a mark after all; a reference whose definition comes later; the line below the head of a table.
    expect(taken).to.deep.equal(TAKEN_BACK);
  });

  it('sets no attribute to what it is, which would make the browser look for styles again', async () => {
    for (const [name, source] of await answers()) {
      const { renderer, container } = stage();
      const again: string[] = [];
      const observer = new MutationObserver(() => undefined);
      observer.observe(container, { subtree: true, attributes: true, attributeOldValue: true });
      for (const piece of pieces(source, 20)) {
        renderer.append(piece);
        for (const { target, attributeName, oldValue } of observer.takeRecords()) {
          const value = (target as Element).getAttribute(attributeName ?? '');
          if (value === oldValue) again.push(`${name}: ${attributeName} ${value}`);
        }
      }
      expect(again).to.deep.equal([]);
      cleanUp();
    }
  });

  it('asks for the options of a link only when it changes', () => {
    const { get } = Object.getOwnPropertyDescriptor(Context.prototype, 'options')!;
    let asked = 0;
    const counting = function (this: Context) {
      asked += 1;
      return get!.call(this) as MarkupOptions;
    };
    Object.defineProperty(Context.prototype, 'options', { get: counting, configurable: true });
    try {
      const { renderer } = stage();
      renderer.append('**bold**, `code` and [a link](/a) ');
      const before = asked;
      for (let count = 0; count < 20; count++) renderer.append('and on ');
      expect(before).to.be.greaterThan(0);
      expect(asked).to.equal(before);
    } finally {
      Object.defineProperty(Context.prototype, 'options', { get: get!, configurable: true });
    }
  });

  it('touches no node of a settled block', async () => {
    for (const [name, text] of await answers()) {
      // References which are defined later become links: a case of its own.
      const source = text.replace(/^\[[^^].*\]: .*$/gm, '');
      const { renderer, container } = stage();
      const touched: string[] = [];
      const settled = new Set<Node>();
      const observer = new MutationObserver(() => undefined);
      observer.observe(container, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
      for (const piece of pieces(source, 5)) {
        renderer.append(piece);
        for (const { target, addedNodes, removedNodes } of observer.takeRecords()) {
          const isCursor = [...addedNodes, ...removedNodes].every(
            (node) => node instanceof Element && node.part.contains('cursor'),
          );
          const block = (target instanceof Element ? target : target.parentElement)?.closest(
            '.markdown > .blocks > *',
          );
          const isOurs = addedNodes.length + removedNodes.length > 0 && isCursor;
          if (block && settled.has(block) && !isOurs) touched.push(`${name}: ${block.textContent}`);
        }
        // All blocks but the last two are over: the parser may still wait for the end of the last but one.
        const blocks = [...container.querySelectorAll('.markdown > .blocks > *')].slice(0, -2);
        for (const block of blocks) settled.add(block);
      }
      observer.disconnect();
      expect(touched).to.deep.equal([]);
      expect(settled.size).to.be.greaterThan(2);
      cleanUp();
    }
  });
});
