import { expect } from '@open-wc/testing';
import { answers, cleanUp, stage } from './support.js';

describe('the accessibility of Markdown', function () {
  this.timeout(60_000);
  afterEach(cleanUp);

  it('has no fault that axe knows, in eight answers and a long list', async () => {
    const list = Array.from({ length: 60 }, (_, index) => `- [${index % 2 ? 'x' : ' '}] task`).join(
      '\n',
    );
    for (const [name, source] of [...(await answers()), ['list', list] as const]) {
      const { host, renderer } = stage();
      renderer.append(source);
      renderer.settle();
      // Answers have headings of their own order, and what was said between the others.
      await expect(host, name).to.be.accessible({ ignoredRules: ['heading-order', 'region'] });
      cleanUp();
    }
  });
});
