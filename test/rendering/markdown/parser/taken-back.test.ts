import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MarkdownParser } from '../../../../src/rendering/markdown/parser/parser.js';
import { parse, stream, treeOf } from './support.js';

/** Forgets the text from `length` on, as the renderer does. */
function takeBack(parser: MarkdownParser, text: string, length: number): void {
  parser.push(text.slice(parser.truncate(length), length));
}

/** The text is taken back to every place, before and after its end, and comes again. */
function assertSame(text: string): void {
  const whole = treeOf(parse(text));
  for (const isOver of [false, true])
    for (let at = 0; at <= text.length; at++) {
      const parser = stream(text, Infinity);
      if (isOver) parser.end();
      takeBack(parser, text, at);
      const name = `${JSON.stringify(text)}, taken back to ${at}${isOver ? ' after its end' : ''}`;
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
});
