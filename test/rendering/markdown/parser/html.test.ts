import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blockToHtml, toHtml } from '../../../../src/rendering/markdown/parser/html.js';
import { safeHref } from '../../../../src/rendering/markdown/parser/url.js';
import { parse } from './support.js';

describe('toHtml()', () => {
  it('writes links that tell the other side nothing', () => {
    assert.equal(
      toHtml('[a](https://e.org "t")'),
      '<p><a href="https://e.org" title="t" rel="noopener noreferrer nofollow">a</a></p>\n',
    );
  });

  it('makes a link of an image, unless images are asked for', () => {
    assert.match(toHtml('![a](/b)'), /<a href="\/b"[^>]*>a<\/a>/);
    assert.equal(toHtml('![a](/b)', { images: true }), '<p><img src="/b" alt="a" /></p>\n');
    assert.doesNotMatch(toHtml('![a](javascript:x)', { images: true }), /javascript/);
  });

  it('nests no links', () => {
    assert.equal(toHtml('[![a](/b)](/c)').match(/<a /g)?.length, 1);
  });

  it('escapes all that is text', () => {
    const html = toHtml(
      '<script>alert("1")</script>\n\n```"><b>\n</code>\n```\n\n`<i>`\n\n[a](</"onclick="x>)',
    );
    assert.doesNotMatch(html, /<script|<b>|<i>|"onclick/);
  });

  it('keeps paragraphs in tight lists and marks the list', () => {
    assert.equal(toHtml('- a'), '<ul class="tight">\n<li>\n<p>a</p>\n</li>\n</ul>\n');
  });

  it('writes one block for who asks for one', () => {
    const [first] = parse('*a*\n\nb').document.children;
    assert.ok(first);
    assert.equal(blockToHtml(first), '<p><em>a</em></p>\n');
  });
});

describe('safeHref()', () => {
  it('lets pages, mails, telephones and relative places pass', () => {
    for (const href of [
      'https://e.org',
      'HTTP://e.org',
      'mailto:a@b.c',
      'tel:1',
      '/a',
      '#b',
      '?c:d',
      'd/e:f',
      '//h',
    ])
      assert.equal(safeHref(href), href);
  });

  it('stops everything else, blanks and control characters aside', () => {
    for (const href of [
      'javascript:x',
      'JaVaScRiPt:x',
      ' javascript:x',
      'java\tscript:x',
      'java\nscript:x',
      '\u0001javascript:x',
      'java\u00adscript:x',
      'data:text/html,x',
      'vbscript:x',
      'file:///a',
      'blob:x',
    ])
      assert.equal(safeHref(href), null, href);
  });
});
