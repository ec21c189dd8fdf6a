import { expect } from '@open-wc/testing';
import { cleanUp, expectSame, outlineOf, shown, stage } from './support.js';

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const sentence = (index: number) =>
  `Sentence ${index} has **strong** and *other* words, and \`code\`, and it goes on for a while. `;
const LONG = Array.from({ length: 120 }, (_, index) => sentence(index)).join('');

describe('long Markdown', function () {
  this.timeout(30_000);
  afterEach(cleanUp);

  const streamed = (source: string) => {
    const made = stage();
    made.host.style.cssText = 'display: block; inline-size: 500px';
    for (let start = 0; start < source.length; start += 75) {
      made.renderer.append(source.slice(start, start + 75));
    }
    made.renderer.settle();
    return made;
  };

  it('is cut where the browser has wrapped it: nothing moves, and it copies as one paragraph', () => {
    const { host, container } = streamed(LONG);
    expect(container.querySelectorAll('.piece').length).to.be.greaterThan(2);
    const height = container.getBoundingClientRect().height;
    getSelection()?.selectAllChildren(container);
    expectSame(getSelection()?.toString().trim() ?? '', container.textContent.trim());
    for (const piece of container.querySelectorAll('.piece, .blank')) piece.className = '';
    expect(container.getBoundingClientRect().height).to.equal(height);
    const whole = outlineOf(shown(LONG));
    const pieces = outlineOf(host.shadowRoot!.querySelector('[part=text]')!);
    expectSame(pieces.replace(/<span class="">|<\/span>|<div class="ruler"><\/div>/g, ''), whole);
  });

  it('is one paragraph again when its width changes, and when what it says changes', async () => {
    const { host, container, renderer } = streamed(LONG);
    await frame();
    await frame();
    host.style.inlineSize = '400px';
    await frame();
    await frame();
    expect(container.querySelector('.piece')).to.equal(null);
    expect(renderer.toHtml()).not.to.include('<span');
    renderer.append('\n\n[a]: b');
    expect(container.textContent.replace(/\s/g, '')).to.include('Sentence119has');
  });

  it('cuts no paragraph whose last line would show it', () => {
    const made = stage();
    made.host.style.cssText = 'display: block; inline-size: 500px; text-align: justify';
    for (let start = 0; start < LONG.length; start += 75) {
      made.renderer.append(LONG.slice(start, start + 75));
    }
    expect(made.container.querySelector('.piece')).to.equal(null);
  });

  it('leaves out groups that are complete and off screen, and draws all of them in the end', async () => {
    const { renderer, container } = stage();
    for (let index = 0; index < 100; index++) {
      renderer.append(`Paragraph ${index}\n\n`);
      if (index % 5 === 0) await frame();
    }
    expect(container.querySelectorAll('.complete').length).to.be.greaterThan(1);
    renderer.settle();
    while (container.querySelector('.complete')) await frame();
  });

  it('has groups of groups, and shows the same where the last ones are taken back', () => {
    const made = stage();
    const { renderer, container } = made;
    const text = Array.from({ length: 800 }, (_, index) => `# ${index}\n\ntext\n\n`).join('');
    const groups = () => container.querySelectorAll('.markdown > .blocks').length;
    renderer.append(text);
    expect(container.querySelectorAll('.blocks').length).to.be.greaterThan(60);
    expect(groups()).to.be.lessThan(12);
    for (const length of [7000, 6990, 5000, 2000, 1990, 100, 50]) {
      renderer.truncate(length);
      expectSame(outlineOf(container), outlineOf(shown(text.slice(0, length), {}, false)));
    }
    expect(groups()).to.equal(1);
  });

  it('shows the same in a table of many rows', () => {
    const rows = Array.from({ length: 300 }, (_, index) => `| ${index} | b |`).join('\n');
    const { container } = streamed(`| a | b |\n|---|---|\n${rows}`);
    expect(container.querySelectorAll('tr').length).to.equal(301);
  });
});
