import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HtmlRenderer, Parser } from 'commonmark';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { coreMarkdown } from './arbitraries.js';
import { referenceHtml } from './reference.js';

const markdownIt = new MarkdownIt('commonmark', { html: false });
const parser = new Parser();
const renderer = new HtmlRenderer();
const collapse = (html: string) => html.replace(/\s+/g, ' ').replaceAll('> <', '><');
const ours = (text: string) => collapse(referenceHtml(text, { gfm: false, math: false }));

describe('beside the reference implementations', () => {
  it('agrees with them wherever they agree with each other', () => {
    let agreed = 0;
    fc.assert(
      fc.property(coreMarkdown, (text) => {
        const one = collapse(markdownIt.render(text));
        if (one !== collapse(renderer.render(parser.parse(text)))) return;
        agreed++;
        assert.equal(ours(text), one);
      }),
      { numRuns: 2000 },
    );
    assert.ok(agreed > 1600, `they agreed on ${agreed} documents only`);
  });
});
