import { expect } from '@open-wc/testing';
import type { MarkupOptions } from '../../../src/rendering/markdown/options.js';
import { cleanUp, shown } from './support.js';

/** As an author without types may write it. */
const untyped = (options: Record<string, unknown>) => options as MarkupOptions;

describe("an author's function that answers what it must not", () => {
  afterEach(cleanUp);

  it('does not end the typing: links', () => {
    for (const answer of [undefined, false, 1, new URL('https://example.org/b')]) {
      const container = shown('[a](/b) c', untyped({ links: () => answer }));
      expect(container.textContent).to.equal('a c');
      expect(container.querySelector('a')?.hasAttribute('href')).to.equal(false);
    }
  });

  it('does not end the typing: highlight', () => {
    for (const answer of ['x', 1, {}, [null], [[0, 1]]]) {
      const container = shown('```js\nx\n```\nend', untyped({ highlight: () => answer }));
      expect(container.textContent).to.equal('xend');
    }
  });

  it('does not end the typing: renderBlock', () => {
    const renderBlock = () => document;
    const container = shown('```js\nx\n```\n\n\\(y\\)\n\n$$\nz\n$$\n\nend', { renderBlock });
    expect(container.textContent).to.equal('x\\(y\\)$$\nz\n$$end');
  });
});
