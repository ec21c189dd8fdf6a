import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MarkdownParser } from '../../../../src/rendering/markdown/parser/parser.js';
import { anyMarkdown } from './arbitraries.js';
import { documents, examples, parse, stream, treeOf } from './support.js';

/** Texts that fuzzing has found. */
const found = ['a@b.co1. a\n\n', 'www.a_b中文.x.y 0\n'].map((text) => ({
  name: JSON.stringify(text),
  text,
}));

/** More of them find what is rare: `FUZZ_RUNS=1000000`. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 700);

const texts = [
  ...found,
  ...examples.map(({ markdown, number }) => ({ name: `example ${number}`, text: markdown })),
  ...documents,
];

describe('a text that comes in pieces', () => {
  it('gives the same tree wherever it is cut in two', () => {
    for (const { name, text } of texts) {
      const whole = treeOf(parse(text));
      for (let cut = 1; cut < text.length; cut++) {
        const parser = new MarkdownParser();
        parser.push(text.slice(0, cut));
        parser.push(text.slice(cut));
        parser.end();
        assert.equal(treeOf(parser), whole, `${name}, cut at ${cut}`);
      }
    }
  });

  it('gives the same tree in pieces of 1, 2, 3 and 7 characters', () => {
    for (const { name, text } of texts) {
      const whole = treeOf(parse(text));
      for (const size of [1, 2, 3, 7]) {
        const parser = stream(text, size);
        parser.end();
        assert.equal(treeOf(parser), whole, `${name} in pieces of ${size}`);
      }
    }
  });

  it('gives the same tree where the end of a mark is far away', () => {
    const far = 'x '.repeat(300);
    for (const text of [
      `a \`b ${far}\` c`,
      `a \\(b ${far}\\) c`,
      `a $$b ${far}$$ c`,
      `a <https://b.c/${'x'.repeat(500)}> c d`,
      `a [b](<https://c.d/${'x '.repeat(900)}>) e f`,
      `a [b](/c "${'x '.repeat(900)}") e f`,
      `a [${far}][b] c d\n\n[b]: /e`,
      `a **b ${far}c** d`,
      ...[
        `a \`b [^c] ${far}\` [^d] [^c]`,
        `a $$b [^c] ${far}$$ [^d]`,
        `a [b](/c "[^c] ${'x '.repeat(900)}") [^d]`,
        `[b]: /c "[^c] ${'x '.repeat(2500)}"\n\n[^d]`,
        `a \`b [^c] ${far}\` [^d]\n---`,
        `a \`b [^c] ${far}\`\n| [^d] |\n|---|`,
        `a \`b [^c] ${far}\`\n| [^d] |\n\nmore`,
        `\`b [^c] ${far}\`\n[^d] | a\n---|---`,
        `a \`b [^c] ${far}\`\n# [^d]`,
        `| \`b [^c] | ${far}\` | [^d]\n\nmore`,
        `a\n| \`b [^c] | ${far}\` | [^d]\n\nmore`,
        `a \`b [^c] ${far}\` b\n\n[^d]: d [^e]`,
      ].map((noted) => `${noted}\n\n[^c]: c\n\n[^d]: d\n\n[^e]: e`),
    ]) {
      const whole = treeOf(parse(`${text}\n\nend`));
      for (const size of [1, 7, 50]) {
        const parser = stream(`${text}\n\nend`, size);
        parser.end();
        assert.equal(treeOf(parser), whole, `${text.slice(0, 9)} in pieces of ${size}`);
      }
    }
  });

  it('gives the same tree for documents of every mark there is, at random cuts', () => {
    const cuts = fc.array(fc.nat(200), { maxLength: 6 });
    fc.assert(
      fc.property(anyMarkdown, cuts, (text, places) => {
        const whole = treeOf(parse(text));
        const parser = new MarkdownParser();
        let from = 0;
        for (const cut of places.map((each) => each % (text.length + 1)).sort((a, b) => a - b)) {
          parser.push(text.slice(from, cut));
          from = cut;
        }
        parser.push(text.slice(from));
        parser.end();
        assert.equal(treeOf(parser), whole);
        const slow = stream(text);
        slow.end();
        assert.equal(treeOf(slow), whole);
      }),
      { numRuns: runs },
    );
  });
});
