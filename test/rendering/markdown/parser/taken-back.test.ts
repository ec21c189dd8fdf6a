import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MarkdownParser } from '../../../../src/rendering/markdown/parser/parser.js';
import { parse, stream, treeOf } from './support.js';

/** Forgets the text from `length` on, as the renderer does. */
function takeBack(parser: MarkdownParser, text: string, length: number): void {
  parser.push(text.slice(parser.truncate(length), length));
}

/** The text is taken back to every place, before and after its end, and comes again; or it goes on after an end there. */
function assertSame(text: string): void {
  const whole = treeOf(parse(text));
  for (const [given, isOver] of [
    [Infinity, false],
    [Infinity, true],
    [0, true],
  ] as const)
    for (let at = 1; at <= text.length; at++) {
      const parser = stream(text.slice(0, Math.max(given, at)), Infinity);
      if (isOver) parser.end();
      takeBack(parser, text, at);
      const name = `${JSON.stringify(text)}, ${given} ${isOver}, taken back to ${at}`;
      assert.equal(treeOf(parser), treeOf(stream(text.slice(0, at), Infinity)), name);
      parser.push(text.slice(at));
      parser.end();
      assert.equal(treeOf(parser), whole, name);
    }
}

describe('a text of which a part is taken back', () => {
  it('has a footnote once that stands before the first block', () => {
    assertSame('[^1]: note\n\ntext\n\n> more');
    assertSame('\n[^1]: note\n> ');
  });

  it('has the footnotes that come after its end', () => {
    assertSame('a[^1]\n\nb\n\nc\n\nd[^2]\n\n[^2]: two\n\n[^1]: one');
  });

  it('counts footnotes as if those that are gone had never been there', () => {
    const parser = stream('a[^x]\n\nb', Infinity);
    takeBack(parser, 'a[^x]\n\nb', 1);
    parser.push('[^y] and[^x]\n\n[^y]: y\n\n[^x]: x');
    assert.equal(treeOf(parser), treeOf(stream('a[^y] and[^x]\n\n[^y]: y\n\n[^x]: x', Infinity)));
  });
});
