import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { treeToHtml } from '../../../../src/rendering/markdown/parser/html.js';
import { parse, stream, treeOf } from './support.js';

const many = (part: string, length: number) =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);
const count = (length: number, each: (index: number) => string) => {
  const parts: string[] = [];
  for (let total = 0; total < length; total += parts.at(-1)?.length ?? 1)
    parts.push(each(parts.length));
  return parts.join('');
};

const inputs: Record<string, (length: number) => string> = {
  'quotes in quotes': (n) => many('> ', n),
  'items in items': (n) => many('- ', n),
  'items, each deeper': (n) => count(n, (i) => `${' '.repeat(i)}- a\n`),
  'lists in quotes': (n) => many('> - ', n),
  'opening brackets': (n) => many('[', n),
  'opening, then closing brackets': (n) => many('[', n / 2) + many(']', n / 2),
  'images that never close, then links': (n) => many('![', n / 2) + many('[a](b)', n / 2),
  'addresses that never close': (n) => many('[a](b', n),
  'addresses in angle brackets that never close': (n) => many('[a](<b', n),
  'opening stars': (n) => many('*a ', n),
  'stars within words': (n) => many('a*', n),
  'stars and underscores that never match': (n) => many('*a_', n),
  'emphasis of every kind': (n) => many('**a *b_c~~d', n),
  'a run of stars': (n) => many('*', n / 2) + 'a' + many('*', n / 2),
  'runs of ticks, each longer': (n) => count(n, (i) => `${'`'.repeat(i + 1)} `),
  'single ticks': (n) => many('`a', n),
  pipes: (n) => many('|a', n),
  'a table of short rows': (n) => `${many('|a', 400)}\n${many('|-', 400)}\n${many('|\n', n)}`,
  ampersands: (n) => many('&a', n),
  'opening angle brackets': (n) => many('<a b="', n),
  'definitions of one label': (n) => many('[a]: b\n', n),
  'references, all defined later': (n) =>
    count(n / 2, (i) => `[a${i}] `) + '\n\n' + count(n / 2, (i) => `[a${i}]: /u\n\n`),
  footnotes: (n) =>
    count(n / 2, (i) => `[^a${i}] `) + '\n\n' + count(n / 2, (i) => `[^a${i}]: x\n`),
  'bare addresses': (n) => many('www.a@http://', n),
  'an address of parentheses': (n) => `http://a.b/${many(')', n)}`,
  'formulas that never close': (n) => many('\\(', n),
  'mails in mails': (n) => many('a@', n),
  'a title that never closes': (n) => `[a]: b "${many('c\n', n)}`,
  'one word': (n) => many('x', n),
  'blank lines in code': (n) => `    a\n${many('\n', n)}    b`,
  'lines that may be the head of a table': (n) => many('| a\n', n),
  'a bit of everything': (n) => many('*[a](`<b>_&amp;|~~', n),
};

/** The processor's time in milliseconds, which other processes do not change much. */
function cost(action: () => unknown): number {
  const { user, system } = process.cpuUsage();
  action();
  const used = process.cpuUsage({ user, system });
  return (used.user + used.system) / 1000;
}

describe('hostile text', () => {
  for (const [name, make] of Object.entries(inputs)) {
    it(`costs in proportion to its length: ${name}`, () => {
      for (const size of [Infinity, 16]) {
        const read = (length: number) => cost(() => stream(make(length), size).end());
        const small = Math.min(read(4_000), read(4_000));
        const large = read(32_000);
        // Eight times the text; in the square of it, 64 times the cost. What is short is noise.
        assert.ok(large < 30 * Math.max(small, 10), `${large} ms after ${small} ms`);
      }
    });

    it(`is the same in pieces, and can be written: ${name}`, () => {
      const text = make(3_000);
      const parser = stream(text, 5);
      parser.end();
      assert.equal(treeOf(parser), treeOf(parse(text)));
      assert.equal(typeof treeToHtml(parser), 'string');
    });
  }
});
