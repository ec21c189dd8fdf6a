import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toHtml } from '../../../../src/rendering/markdown/parser/html.js';
import { gfm } from './gfm-examples.js';

describe("GitHub's extensions", () => {
  for (const [name, examples] of Object.entries(gfm))
    it(`reads ${name}: ${examples.length} of ${examples.length}`, () => {
      for (const [markdown, html] of examples)
        assert.equal(toHtml(markdown, { reference: true }).replaceAll('\n', ''), html, markdown);
    });
});
