import { expect } from '@open-wc/testing';
import type { MarkupOptions } from '../../../src/rendering/markdown/options.js';
import { answer, cleanUp, shown } from './support.js';

const links = (source: string, options: MarkupOptions = {}): (string | null)[] =>
  [...shown(source, options).querySelectorAll('a')].map((link) => link.getAttribute('href'));

/** What was asked for whose address contains a text. */
const requests = (part: string): number =>
  performance.getEntriesByType('resource').filter(({ name }) => name.includes(part)).length;

const moment = () => new Promise((resolve) => setTimeout(resolve));

describe('the safety of Markdown', () => {
  afterEach(cleanUp);

  it('lets links lead to pages, mails and telephones, and nowhere else', () => {
    expect(
      links('[a](https://a.b/c) [d](mailto:e@f.g) [h](tel:+1) [i](/j?k#l) [m](n.html) [o](#p)'),
    ).to.deep.equal(['https://a.b/c', 'mailto:e@f.g', 'tel:+1', '/j?k#l', 'n.html', '#p']);
    const hostile = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      '<java\tscript:alert(1)>',
      '<\u0001javascript:alert(1)>',
      '&#106;avascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:https://a.b/c',
    ];
    for (const href of hostile) {
      for (const href2 of links(`[x](${href})`)) expect(href2, href).to.equal(null);
    }
  });

  it('tells others nothing of the page', () => {
    const [link] = shown('[a](https://b.c)').querySelectorAll('a');
    expect(link?.rel).to.equal('noopener noreferrer nofollow');
  });

  it('lets an author decide where links lead, but never run a script', () => {
    const seen: string[] = [];
    const options: MarkupOptions = {
      links: (href) => {
        seen.push(href);
        return href.startsWith('app:') ? href : href === 'x' ? ' java\nscript:alert(1)' : null;
      },
    };
    expect(links('[a](app:b) [c](https://d.e) [f](x)', options)).to.deep.equal([
      'app:b',
      null,
      null,
    ]);
    expect(seen).to.include.members(['app:b', 'https://d.e', 'x']);
  });

  it('goes on without a link where the function of its author fails', () => {
    const options: MarkupOptions = {
      links: () => {
        throw new Error('mistake');
      },
    };
    expect(links('[a](b) and [c](d)', options)).to.deep.equal([null, null]);
  });

  it('asks for no image unless the author allows it', async () => {
    const source = '![one](/no-such-image-1.png) ![two](https://127.0.0.1:1/no-such-image-2.png)';
    const container = shown(source);
    expect(container.querySelector('img')).to.equal(null);
    expect(container.textContent).to.equal('one two');
    await moment();
    expect(requests('no-such-image')).to.equal(0);
    const sources = (images: MarkupOptions['images']) =>
      [...shown(source, { images }).querySelectorAll('img')].map((image) => image.alt);
    expect(sources('same-origin')).to.deep.equal(['one']);
    expect(sources('all')).to.deep.equal(['one', 'two']);
    expect(sources((src) => src.includes('2'))).to.deep.equal(['two']);
    expect(sources('none')).to.deep.equal([]);
  });

  it('shows the answer with hostile links without a request, an element of its tags or a handler', async () => {
    const source = await answer('08-report');
    const container = shown(
      `${source}\n<img src=/call-home onerror="x()">\n<script src=/call-home></script>`,
    );
    await moment();
    expect(requests('call-home')).to.equal(0);
    expect(requests('chart.png')).to.equal(0);
    expect(container.querySelectorAll('img, script, iframe, kbd, details').length).to.equal(0);
    for (const link of container.querySelectorAll('a[href]')) {
      expect((link as HTMLAnchorElement).protocol).to.match(/^https?:$/);
    }
    for (const element of container.querySelectorAll('*')) {
      for (const { name } of element.attributes) expect(name).not.to.match(/^on/);
    }
  });

  it('uses nothing that takes markup as a string', async () => {
    // A policy that is missing would throw; here every such setter does.
    const restore: (() => void)[] = [];
    const forbid = (owner: object, name: string) => {
      const own = Object.getOwnPropertyDescriptor(owner, name);
      if (!own) return;
      const refuse = () => {
        throw new Error(`${name} was used`);
      };
      Object.defineProperty(
        owner,
        name,
        own.set ? { ...own, set: refuse } : { ...own, value: refuse },
      );
      restore.push(() => Object.defineProperty(owner, name, own));
    };
    for (const name of ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe']) {
      forbid(Element.prototype, name);
    }
    forbid(ShadowRoot.prototype, 'innerHTML');
    forbid(Range.prototype, 'createContextualFragment');
    forbid(HTMLScriptElement.prototype, 'src');
    try {
      for (const name of ['02-compare', '04-code', '08-report'] as const) {
        expect(shown(await answer(name)).textContent).not.to.equal('');
      }
    } finally {
      for (const undo of restore) undo();
    }
  });
});
