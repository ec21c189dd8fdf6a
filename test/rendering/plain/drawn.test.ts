import { expect } from '@open-wc/testing';
import type { TypewriterStream } from '../../../src/element/index.js';
import { adoptStyles, restyle } from '../../../src/rendering/adopt-styles.js';
import { LeftOut } from '../../../src/rendering/plain/left-out.js';
import { TextRenderer } from '../../../src/rendering/plain/text-renderer.js';
import { cleanUp, create, frame, mount, part } from '../../support/element.js';

const LINES = Array.from({ length: 1_500 }, (_, n) => `line ${n}`).join('\n');

const leftOut = (element: TypewriterStream): number =>
  element.shadowRoot!.querySelectorAll('.complete').length;

async function type(element: TypewriterStream, text: string): Promise<void> {
  for (let start = 0; start < text.length; start += 3_000) {
    element.write(text.slice(start, start + 3_000));
    element.skip();
    await frame();
  }
  // What a frame cannot bear comes in the next ones.
  while (element.typedText.length < text.length) await frame();
}

describe('what may be left out', () => {
  afterEach(cleanUp);

  it('is what is complete, as long as text comes; then all is drawn in idle time', async () => {
    const element = mount();
    await element.updateComplete;
    await type(element, LINES);
    expect(leftOut(element)).to.be.above(3);
    element.end();
    await element.finished;
    while (leftOut(element) > 0) await frame();
  });

  it('stays so in a very long text', async () => {
    const container = document.createElement('div');
    const box = document.createElement('div');
    box.textContent = 'text';
    container.append(box);
    document.body.append(container);
    const parts = new LeftOut(container);
    parts.add(box);
    parts.leave(() => true);
    parts.drawAll(300_000);
    for (let times = 0; times < 10; times++) await frame();
    expect(box.className).to.equal('complete');
    parts.drawAll(200_000);
    while (box.className) await frame();
    container.remove();
  });

  it('is nothing that was never drawn: text in a closed panel has its height when it opens', async () => {
    const panel = document.createElement('details');
    const element = create();
    panel.append(element);
    document.body.append(panel);
    await element.updateComplete;
    await type(element, LINES);
    expect(leftOut(element)).to.equal(0);
    panel.open = true;
    const lines = element.shadowRoot!.querySelectorAll<HTMLElement>('[part~=line]');
    expect(element.offsetHeight).to.be.closeTo(lines[0]!.offsetHeight * 1_500, 2);
    panel.remove();
  });
});

describe('a line', () => {
  afterEach(cleanUp);

  it('without a letter takes the direction of the page, until a letter comes', async () => {
    const page = document.createElement('div');
    page.dir = 'rtl';
    const element = create();
    page.append(element);
    document.body.append(page);
    await element.updateComplete;
    element.write('2024');
    element.skip();
    const direction = () => getComputedStyle(part(element, 'line')).direction;
    expect(direction()).to.equal('rtl');
    element.write(' words');
    element.skip();
    expect(direction()).to.equal('ltr');
    element.replace('2024!');
    element.skip();
    expect(direction()).to.equal('rtl');
    page.remove();
  });
});

describe('a text of very many lines', () => {
  const container = document.createElement('div');
  let renderer: TextRenderer;

  beforeEach(() => {
    document.body.append(container);
    const [fallback, cursor] = [document.createElement('slot'), document.createElement('span')];
    renderer = new TextRenderer({ container, fallback, cursor });
    renderer.append('a\n'.repeat(30_000));
  });

  afterEach(() => container.replaceChildren());

  const blocks = () => container.querySelectorAll<HTMLElement>('[part~=line]');

  it('shares blocks among short lines of one direction', () => {
    const before = blocks().length;
    expect(before).to.be.below(21_000);
    for (let line = 0; line < 45; line++) renderer.append(line % 3 ? 'one more\n' : '\n');
    expect(blocks().length - before).to.be.at.most(2);
    renderer.append('שלום\n1\nwords\n');
    const [hebrew, number, last] = [...blocks()].slice(-3);
    expect([hebrew!.dir, number!.dir, last!.dir]).to.deep.equal(['rtl', '', 'ltr']);
  });

  it('is the same text, wherever it is truncated', () => {
    const text = `${'a\n'.repeat(30_000)}\n2024\nשלום\n${'long '.repeat(99)}\nb\nc`;
    renderer.append(text.slice(60_000));
    expect(container.textContent === text).to.equal(true);
    for (const length of [text.length - 1, 60_503, 60_004, 59_999, 59_990, 41_001, 39_999, 7]) {
      renderer.truncate(length);
      expect(container.textContent === text.slice(0, length), String(length)).to.equal(true);
      renderer.append('x\ny\n');
      expect(container.textContent === `${text.slice(0, length)}x\ny\n`).to.equal(true);
      renderer.truncate(length);
    }
    renderer.clear();
    expect(blocks().length).to.equal(0);
  });

  it('keeps a block for each line where the lines have a look of their own', () => {
    const style = document.createElement('style');
    style.textContent = '[part~=line] { padding-block: 1px }';
    document.head.append(style);
    const before = blocks().length;
    renderer.append('b\n'.repeat(5_000));
    style.remove();
    expect(blocks().length - before).to.be.above(4_000);
  });
});

describe('the styles of a shadow root', () => {
  it('are made anew for another document', () => {
    const frameElement = document.createElement('iframe');
    document.body.append(frameElement);
    const other = frameElement.contentDocument!;
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const inner = document.createElement('p');
    root.append(inner);
    const css = 'p { color: rgb(1, 2, 3) }';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('p { margin: 7px }');
    document.body.append(host);
    adoptStyles(inner, css);
    adoptStyles(inner, css);
    expect(root.adoptedStyleSheets).to.have.length(1);
    expect(getComputedStyle(inner).color).to.equal('rgb(1, 2, 3)');
    other.body.append(host);
    restyle(root, [{ cssText: css }, sheet]);
    adoptStyles(inner, css);
    expect(root.adoptedStyleSheets).to.have.length(2);
    expect(getComputedStyle(inner).color).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(inner).marginTop).to.equal('7px');
    frameElement.remove();
    host.remove();
  });
});
