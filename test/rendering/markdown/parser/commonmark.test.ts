import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import MarkdownIt from 'markdown-it';
import { referenceHtml } from './reference.js';
import { examples } from './support.js';

const reference = new MarkdownIt('commonmark', { html: false });
/** markdown-it writes no line break into an empty quote; the specification does. */
const rendered = (markdown: string) =>
  reference.render(markdown).replaceAll('<blockquote></blockquote>', '<blockquote>\n</blockquote>');
const read = (markdown: string, options: object = {}) =>
  referenceHtml(markdown, { gfm: false, ...options });

describe('the CommonMark 0.31.2 suite', () => {
  it('gives the tree of the specification in all 580 examples without raw HTML, formulas switched on', () => {
    const plain = examples.filter(({ markdown, html }) => rendered(markdown) === html);
    assert.equal(plain.length, 580);
    for (const { markdown, html, number } of plain)
      assert.equal(read(markdown), html, `example ${number}`);
  });

  it('shows raw HTML as text in all 652 examples, as markdown-it with html: false does', () => {
    assert.equal(examples.length, 652);
    for (const { markdown, number } of examples)
      assert.equal(read(markdown), rendered(markdown), `example ${number}`);
  });

  it('differs with GFM in bare addresses alone', () => {
    const different = examples.filter(
      ({ markdown }) => read(markdown, { gfm: true }) !== rendered(markdown),
    );
    assert.deepEqual([...new Set(different.map(({ section }) => section))], ['Autolinks']);
    assert.equal(different.length, 4);
  });
});
