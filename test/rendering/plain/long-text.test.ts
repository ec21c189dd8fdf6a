import { expect } from '@open-wc/testing';
import { prose } from '../../../demo-server/texts.js';
import type { TypewriterStream } from '../../../src/element/index.js';
import { cleanUp, expectTyped, frame, mount, part } from '../../support/element.js';

const WIDTH = 420;
const SENTENCES: Record<string, string> = {
  English: prose(1000).replaceAll('\n', ''),
  'a word without end': 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(20),
  Chinese: '好一朵美麗的茉莉花，芬芳美麗滿枝椏，又香又白人人誇。'.repeat(10),
  Hebrew: 'שלום עולם, הטקסט הזה (מגיע) אות אחר אות: 2.0 של typewriter, stream! מוכנה. '.repeat(8),
  Arabic: 'مرحبا بالعالم، هذا نص (يصل) حرفًا حرفًا. الإصدار 2.0 من typewriter-stream جاهز. '.repeat(
    8,
  ),
  'mixed English': 'Some words, then عربي, 123 (عربي) and עברית; and so on, and on. '.repeat(10),
  emoji: '👨‍👩‍👧‍👦 family, 👍🏽 and e\u0301 and नि क्षि, '.repeat(20),
};

/** Characters of one paragraph. */
const LENGTH = 12_000;
const paragraph = (name: string): string => {
  const sentence = SENTENCES[name]!;
  return sentence.repeat(Math.ceil(LENGTH / sentence.length)).trimEnd();
};

const textNodes = (root: Node): Text[] => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  return nodes;
};

/** Where characters stand, one in 31 and those around each cut, relative to the first box. */
function positions(nodes: readonly Text[], root: Element, indices: readonly number[]): string[] {
  const origin = root.getBoundingClientRect();
  const range = document.createRange();
  const result: string[] = [];
  let [node, before, at] = [nodes[0]!, 0, 0];
  for (const index of indices) {
    while (index - before >= node.length) {
      before += node.length;
      node = nodes[++at]!;
    }
    range.setStart(node, index - before);
    range.setEnd(node, index - before + 1);
    // WebKit also gives the empty box where the line before ends.
    const boxes = range.getClientRects();
    const { left, bottom, width } = boxes[boxes.length - 1] ?? new DOMRect();
    if (width > 0) {
      const place = [left - origin.left, bottom - origin.top].map((value) => Math.round(value));
      result.push(`${index} ${place.join(',')}`);
    }
  }
  return result;
}

const isNear = (a: string, b: string): boolean => {
  const numbers = b.split(/\D/).map(Number);
  return a.split(/\D/).every((value, index) => Math.abs(Number(value) - numbers[index]!) <= 1);
};

const indicesFor = (nodes: readonly Text[], length: number): number[] => {
  const indices = new Set<number>();
  for (let index = 0; index < length; index += 31) indices.add(index);
  let cut = 0;
  for (const node of nodes) {
    for (let index = cut - 90; index < cut + 90; index++) {
      if (index >= 0 && index < length) indices.add(index);
    }
    cut += node.length;
  }
  return [...indices].sort((a, b) => a - b);
};

/** The same text in one block, as the browser itself lays it out. */
function reference(element: TypewriterStream, text: string): HTMLElement {
  const block = document.createElement('div');
  block.dir = 'auto';
  block.textContent = text;
  block.style.cssText = 'white-space: pre-wrap; overflow-wrap: break-word;';
  block.style.width = element.style.width;
  document.body.append(block);
  return block;
}

function expectSameLayout(element: TypewriterStream, text: string): void {
  const block = reference(element, text);
  const line = part(element, 'line');
  const nodes = textNodes(line);
  const indices = indicesFor(nodes, text.length);
  const expected = positions(textNodes(block), block, indices);
  const actual = positions(nodes, line, indices);
  expect(actual.length).to.equal(expected.length);
  const wrong = actual.findIndex((place, index) => !isNear(place, expected[index]!));
  expect(actual[wrong], `the cuts are at ${nodes.map(({ length }) => length).join(', ')}`).to.equal(
    expected[wrong],
  );
  expect(line.offsetHeight).to.equal(block.offsetHeight);
  block.remove();
}

/** Types a text a frame at a time, as a stream does. */
async function type(element: TypewriterStream, text: string, size = 500): Promise<void> {
  for (let start = 0; start < text.length; start += size) {
    element.write(text.slice(start, start + size));
    element.skip();
    await frame();
  }
}

const wide = (properties = {}): TypewriterStream => {
  const element = mount(properties);
  element.style.width = `${WIDTH}px`;
  return element;
};

/** An element that has typed a text to its end. */
async function typedOut(text: string): Promise<TypewriterStream> {
  const element = wide();
  await element.updateComplete;
  await type(element, text);
  element.end();
  await element.finished;
  return element;
}

const longest = (element: TypewriterStream): number =>
  Math.max(...textNodes(part(element, 'text')).map(({ length }) => length));

describe('a long paragraph', () => {
  afterEach(cleanUp);

  for (const name of Object.keys(SENTENCES)) {
    it(`looks as if it was never cut: ${name}`, async () => {
      const text = paragraph(name);
      const element = await typedOut(text);
      expectTyped(element, text);
      expectSameLayout(element, text);
      expect(textNodes(part(element, 'line')).length).to.be.greaterThan(2);
      expect(longest(element)).to.be.below(4000);
    });
  }

  it('is not cut when it is justified, or set from top to bottom', async () => {
    for (const style of ['text-align: justify', 'writing-mode: vertical-rl; height: 300px']) {
      const element = wide();
      element.style.cssText += style;
      await element.updateComplete;
      await type(element, paragraph('English'));
      expect(textNodes(part(element, 'line'))).to.have.length(1);
      element.remove();
    }
  });

  it('is not cut where embedded directions reach over the cut', async () => {
    const text = `\u202e${paragraph('English')}\u202c`;
    const element = wide();
    await element.updateComplete;
    await type(element, text);
    expect(textNodes(part(element, 'line'))).to.have.length(1);
  });

  it('is cut wherever all of it came at once', async () => {
    const text = paragraph('English');
    const element = wide();
    await element.updateComplete;
    await type(element, text, LENGTH);
    await type(element, ' And more.');
    expect(textNodes(part(element, 'line')).length).to.be.greaterThan(4);
    expectSameLayout(element, element.typedText);
  });

  it('is copied exactly, cuts and all', async () => {
    for (const name of ['English', 'Chinese', 'Hebrew', 'a word without end']) {
      const text = paragraph(name);
      const element = await typedOut(text);
      expect(textNodes(part(element, 'line')).length).to.be.greaterThan(2);
      expect((await copied(element)) === text, name).to.equal(true);
      element.remove();
    }
  });

  it('is copied exactly among other lines', async () => {
    const text = `${'short\n'.repeat(50)}${paragraph('English')}\n\n${'end\n'.repeat(50)}end`;
    const element = await typedOut(text);
    await frame();
    expect((await copied(element)) === text).to.equal(true);
  });

  it('wraps anew when the width changes, at once, and is cut again later', async () => {
    const text = paragraph('English');
    const element = await typedOut(text);
    await frame();
    const before = textNodes(part(element, 'line')).map(({ length }) => length);
    for (const width of ['300px', '615px', '420px']) {
      element.style.width = width;
      await frame();
      await frame();
      expectSameLayout(element, text);
      await settled(element);
      expectSameLayout(element, text);
      expectTyped(element, text);
    }
    expect(textNodes(part(element, 'line')).length).to.be.within(before.length - 1, before.length);
  });

  it('wraps anew when the width changes, also where it was cut only once', async () => {
    const text = paragraph('English').slice(0, 3000);
    const element = await typedOut(text);
    await frame();
    expect(textNodes(part(element, 'line'))).to.have.length(2);
    element.style.width = '300px';
    await frame();
    await frame();
    expectSameLayout(element, text);
    await settled(element);
    expectSameLayout(element, text);
  });

  it('wraps anew when the font changes', async () => {
    const text = paragraph('English');
    const element = wide();
    await element.updateComplete;
    await type(element, text);
    await frame();
    element.style.letterSpacing = '2px';
    await frame();
    await settled(element);
    const block = reference(element, element.typedText);
    block.style.letterSpacing = '2px';
    expect(part(element, 'line').offsetHeight).to.equal(block.offsetHeight);
    block.remove();
  });

  it('goes on typing while the width changes', async () => {
    const text = paragraph('English');
    const element = wide();
    await element.updateComplete;
    await type(element, text.slice(0, 6000));
    element.style.width = '333px';
    await type(element, text.slice(6000));
    element.end();
    await element.finished;
    await settled(element);
    expectTyped(element, text);
    expectSameLayout(element, text);
  });

  it('can be truncated anywhere, and goes on from there', async () => {
    const text = paragraph('English').slice(0, 9000);
    const element = wide();
    await element.updateComplete;
    await type(element, text);
    element.skip();
    for (const length of [8999, 6001, 4000, 2049, 2048, 100, 1]) {
      element.replace(text.slice(0, length));
      element.write('|');
      await frame();
      await frame();
      element.write('x');
      element.skip();
      expect(element.typedText.slice(0, length)).to.equal(text.slice(0, length));
      expect(part(element, 'text').textContent).to.equal(element.typedText);
    }
    element.clear();
    expect(part(element, 'text').textContent).to.equal('');
    await type(element, text);
    element.end();
    await element.finished;
    expectTyped(element, text);
    expectSameLayout(element, text);
  });

  it("keeps the reader's selection where it is cut", async () => {
    const text = paragraph('English');
    const element = wide();
    await element.updateComplete;
    await type(element, text.slice(0, 2000));
    const node = textNodes(part(element, 'line'))[0]!;
    const start = node.length - 30;
    getSelection()!.setBaseAndExtent(node, start, node, node.length - 5);
    const selected = text.slice(start, node.length - 5);
    await type(element, text.slice(2000));
    expect(textNodes(part(element, 'line')).length).to.be.greaterThan(1);
    expect(getSelection()!.toString()).to.equal(selected);
    getSelection()!.removeAllRanges();
  });
});

describe('a text of many lines', () => {
  afterEach(cleanUp);

  it('stands in groups that keep their height when they are left out', async () => {
    const text = Array.from({ length: 110 }, (_, n) => `line ${n} ${'word '.repeat(n % 40)}`).join(
      '\n',
    );
    const element = wide();
    await element.updateComplete;
    const heights: number[] = [];
    for (const line of text.split('\n')) {
      element.write(`${line}\n`);
      element.skip();
      await frame();
      heights.push(element.offsetHeight);
    }
    const block = reference(element, text);
    expect(element.offsetHeight).to.equal(block.offsetHeight);
    expect(heights).to.deep.equal([...heights].sort((a, b) => a - b));
    block.remove();
  });

  it('keeps an order of groups, lines and text wherever it is truncated', async () => {
    const lines = Array.from({ length: 100 }, (_, n) => (n % 3 ? `line ${n}` : ''));
    const text = lines.join('\n');
    const element = wide();
    await element.updateComplete;
    for (let length = text.length; length >= 0; length -= 13) {
      element.replace(text.slice(0, length));
      element.skip();
      element.write('\u200b');
      expect(part(element, 'text').textContent).to.equal(element.typedText);
      const shown = [...element.shadowRoot!.querySelectorAll('[part~=line]')];
      expect(shown.map((line) => line.textContent)).to.deep.equal(
        element.typedText.match(/.*\n|.+$/gu) ?? [],
      );
    }
  });
});

/** Selects all lines and copies, as a reader does. */
async function copied(element: TypewriterStream): Promise<string> {
  const lines = element.shadowRoot!.querySelectorAll('[part~=line]');
  const last = lines[lines.length - 1]!;
  getSelection()!.setBaseAndExtent(lines[0]!, 0, last, last.childNodes.length);
  await frame();
  const text = getSelection()!.toString();
  getSelection()!.removeAllRanges();
  // WebKit adds a newline behind the last block of any selection.
  return text.replace(/\n$/, '');
}

/** Resolves when the cuts were made anew after a change of the width. */
async function settled(element: TypewriterStream): Promise<void> {
  do await frame();
  while (part(element, 'text').classList.contains('reflow'));
  await frame();
}
