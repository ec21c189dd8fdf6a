import { expect } from '@open-wc/testing';
import { TextRenderer } from '../../../src/rendering/plain/text-renderer.js';
import { PARAGRAPHS, RTL } from '../../../demo-server/texts.js';
import {
  cleanUp,
  create,
  expectTyped,
  mount,
  next,
  part,
  path,
  reach,
  shownText,
} from '../../support/element.js';

const linesOf = (root: ParentNode): string[] =>
  [...root.querySelectorAll('[part~=line]')].map((line) => line.textContent);

describe('the text renderer', () => {
  let container: HTMLElement;
  let cursor: HTMLElement;
  let renderer: TextRenderer;

  beforeEach(() => {
    container = document.createElement('div');
    const fallback = document.createElement('slot');
    cursor = document.createElement('span');
    container.append(fallback);
    document.body.append(container);
    renderer = new TextRenderer({ container, fallback, cursor });
  });

  afterEach(() => container.remove());

  it('makes a block of each line, empty ones included', () => {
    renderer.append('one\ntwo\n\n');
    renderer.append('four');
    expect(linesOf(container)).to.deep.equal(['one\n', 'two\n', '\n', 'four']);
    expect(container.textContent).to.equal('one\ntwo\n\nfour');
  });

  it('shows no empty line for text that ends in a newline', () => {
    renderer.append('one\n');
    expect(linesOf(container)).to.deep.equal(['one\n']);
    renderer.append('two');
    expect(linesOf(container)).to.deep.equal(['one\n', 'two']);
  });

  it('adds to the same Text node as long as the line goes on', () => {
    renderer.append('a');
    const node = container.querySelector('[part~=line]')?.firstChild;
    for (const letter of 'bcdefgh') renderer.append(letter);
    expect(container.querySelector('[part~=line]')?.firstChild).to.equal(node);
    expect((node as Text).data).to.equal('abcdefgh');
  });

  it('keeps the cursor after the last visible character, before the newline', () => {
    renderer.append('one');
    expect(cursor.previousSibling?.textContent).to.equal('one');
    renderer.append('\n');
    expect(cursor.previousSibling?.textContent).to.equal('one');
    expect(cursor.nextSibling?.textContent).to.equal('\n');
    renderer.append('two');
    expect(cursor.previousSibling?.textContent).to.equal('two');
    expect(cursor.nextSibling).to.equal(null);
  });

  it('is the same text, whatever it was cut into and wherever it is truncated', () => {
    const text = 'one\n\ntwo 👍🏽\nthree\n';
    for (let length = 0; length <= text.length; length++) {
      for (const size of [1, 2, 3, 7, text.length]) {
        for (let start = 0; start < text.length; start += size) {
          renderer.append(text.slice(start, start + size));
        }
        expect(container.textContent).to.equal(text);
        renderer.truncate(length);
        expect(container.textContent, `truncated to ${String(length)}`).to.equal(
          text.slice(0, length),
        );
        expect(linesOf(container)).to.deep.equal(text.slice(0, length).match(/.*\n|.+$/gu) ?? []);
        renderer.append(text.slice(length));
        expect(container.textContent).to.equal(text);
        expect(linesOf(container)).to.deep.equal(text.match(/.*\n|.+$/gu) ?? []);
        renderer.clear();
        expect(container.textContent).to.equal('');
      }
    }
  });

  it('leaves the lines before a truncated one alone', () => {
    renderer.append('first\nsecond\nthird');
    const [first] = container.querySelectorAll('[part~=line]');
    renderer.truncate('first\nsec'.length);
    expect(container.querySelector('[part~=line]')).to.equal(first);
    expect(container.contains(cursor)).to.equal(true);
  });

  it('hides what stood there until the first text, and shows it again when cleared', () => {
    const fallback = container.querySelector('slot');
    expect(fallback?.hidden).to.equal(false);
    renderer.append('text');
    expect(fallback?.hidden).to.equal(true);
    renderer.clear();
    expect(fallback?.hidden).to.equal(false);
  });

  it('gives each line the direction of its own first letter', () => {
    renderer.append('English\nעברית\n');
    const [english, hebrew] = container.querySelectorAll<HTMLElement>('[part~=line]');
    expect(getComputedStyle(english as Element).direction).to.equal('ltr');
    expect(getComputedStyle(hebrew as Element).direction).to.equal('rtl');
  });
});

describe('the text on screen', () => {
  afterEach(cleanUp);

  it('is text, never markup', async () => {
    const text = '<img src=x onerror="window.hacked = true"><b>bold</b> &amp; {{x}}';
    const element = mount({ src: path('/article', { interval: 0, text }) });
    await element.finished;
    expectTyped(element, text);
    expect(part(element, 'text').querySelector('img, b')).to.equal(null);
    expect('hacked' in window).to.equal(false);
  });

  it('is what a selection of it copies, exactly', async () => {
    for (const text of [PARAGRAPHS, RTL, 'one line', 'a\n\n\nb\n  c']) {
      const element = mount();
      element.write(text);
      element.end();
      await element.finished;
      const copied = await copyAll(element);
      expect(copied.replace(/\n$/, '')).to.equal(text.replace(/\n$/, ''));
      element.remove();
    }
  });

  it("keeps the reader's selection while it grows", async () => {
    const element = mount();
    element.write('select me, please');
    await reach(element, 'streaming');
    element.skip();
    const node = part(element, 'line').firstChild as Text;
    const range = document.createRange();
    range.setStart(node, 7);
    range.setEnd(node, 9);
    element.write(' and more\nand more');
    element.end();
    await element.finished;
    expect(range.toString()).to.equal('me');
    expect(range.startContainer).to.equal(node);
  });

  it('shows the default slot until the first text', async () => {
    const element = create();
    const waiting = document.createElement('em');
    waiting.textContent = 'Thinking…';
    HTMLElement.prototype.append.call(element, waiting);
    document.body.append(element);
    await element.updateComplete;
    expect(waiting.getClientRects().length).to.equal(1);
    element.write('text');
    element.skip();
    expect(waiting.getClientRects().length).to.equal(0);
    element.clear();
    expect(waiting.getClientRects().length).to.equal(1);
  });

  it('does not grow when the cursor comes and goes', async () => {
    const element = mount({ speed: 'instant' });
    await element.updateComplete;
    const empty = element.offsetHeight;
    expect(empty).to.be.greaterThan(10);
    element.write('one line');
    element.skip();
    expect(element.offsetHeight).to.equal(empty);
    element.write('\n');
    element.skip();
    expect(element.offsetHeight).to.equal(empty);
    element.end();
    await element.finished;
    expect(element.offsetHeight).to.equal(empty);
  });

  it('is not rendered with the hidden attribute', async () => {
    const element = mount();
    element.hidden = true;
    await element.updateComplete;
    expect(getComputedStyle(element).display).to.equal('none');
    element.hidden = false;
    expect(getComputedStyle(element).display).to.equal('block');
  });
});

describe('the cursor', () => {
  afterEach(cleanUp);

  const activity = (element: Parameters<typeof part>[0]) =>
    part(element, 'cursor').dataset['activity'];

  it('blinks while it waits, is solid while it types, and goes when done', async () => {
    const element = mount({ speed: 200, src: path('/article', { interval: 20, text: 'abcdef' }) });
    await reach(element, 'connecting');
    expect(activity(element)).to.equal('waiting');
    await next(element, 'stream-delta');
    expect(activity(element)).to.equal('typing');
    await element.finished;
    expect(activity(element)).to.equal('off');
    expect(getComputedStyle(part(element, 'cursor')).display).to.equal('none');
  });

  it('is not there before anything was started', async () => {
    const element = mount();
    await element.updateComplete;
    expect(getComputedStyle(part(element, 'cursor')).display).to.equal('none');
  });

  for (const shape of ['bar', 'block', 'underscore', 'none'] as const) {
    it(`can be a ${shape}`, async () => {
      const element = mount({ cursor: shape });
      await element.updateComplete;
      element.write('text');
      expect(part(element, 'cursor').dataset['shape']).to.equal(shape);
      const { display } = getComputedStyle(part(element, 'cursor'));
      expect(display === 'none').to.equal(shape === 'none');
    });
  }

  it("can be the author's own", async () => {
    const element = create();
    const own = document.createElement('span');
    own.slot = 'cursor';
    own.textContent = '▌';
    element.append(own);
    document.body.append(element);
    await element.updateComplete;
    element.write('text');
    element.skip();
    expect(own.getClientRects().length).to.equal(1);
    expect(shownText(element)).to.equal('text');
  });

  it('stands right after the last character, on its line', async () => {
    const element = mount();
    element.style.width = '300px';
    await element.updateComplete;
    for (const text of ['one two', ' three four five six seven eight nine ten eleven', '\nnext']) {
      element.write(text);
      element.skip();
      const node = part(element, 'cursor').previousSibling as Text;
      const range = document.createRange();
      range.setStart(node, node.length - 1);
      range.setEnd(node, node.length);
      const last = range.getBoundingClientRect();
      const cursor = part(element, 'cursor').querySelector('.caret')!.getBoundingClientRect();
      expect(Math.abs(cursor.left - last.right)).to.be.below(2);
      expect(Math.abs(cursor.top + cursor.height / 2 - (last.top + last.height / 2))).to.be.below(
        4,
      );
    }
  });

  it('does not restart its blinking when nothing changed', async () => {
    const element = mount({ speed: 'instant' });
    await element.updateComplete;
    element.write('one');
    element.skip();
    expect(activity(element)).to.equal('waiting');
    const observer = new MutationObserver(() => undefined);
    observer.observe(part(element, 'cursor'), { attributes: true });
    element.skip();
    expect(observer.takeRecords()).to.have.length(0);
    observer.disconnect();
  });
});

/** Selects the whole element and copies, as a reader does. */
async function copyAll(element: HTMLElement): Promise<string> {
  const selection = getSelection();
  if (!selection) throw new Error('no selection');
  const lines = element.shadowRoot?.querySelectorAll('[part~=line]');
  const first = lines?.[0];
  const last = lines?.[lines.length - 1];
  if (!first || !last) throw new Error('no lines');
  selection.setBaseAndExtent(first, 0, last, last.childNodes.length);
  const text = selection.toString();
  selection.removeAllRanges();
  await Promise.resolve();
  return text;
}
