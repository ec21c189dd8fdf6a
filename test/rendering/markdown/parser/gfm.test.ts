import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gfm } from './gfm-examples.js';
import { referenceHtml } from './reference.js';

describe("GitHub's extensions", () => {
  for (const [name, examples] of Object.entries(gfm))
    it(`reads ${name}: ${examples.length} of ${examples.length}`, () => {
      for (const [markdown, html] of examples)
        assert.equal(referenceHtml(markdown).replaceAll('\n', ''), html, markdown);
    });
});
