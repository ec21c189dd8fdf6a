import { expect } from '@open-wc/testing';
import type { HighlightedRange, MarkupOptions } from '../../../src/rendering/markdown/options.js';
import { answer, cleanUp, outlineOf, shown, stage } from './support.js';

const HAS_HIGHLIGHTS = 'highlights' in CSS;

/** The coloured words, by kind. */
function colored(): string[] {
  const words: string[] = [];
  if (!HAS_HIGHLIGHTS) return words;
  CSS.highlights.forEach((highlight, name) => {
    if (!name.startsWith('typewriter-') || name.includes('fade')) return;
    highlight.forEach((range) => {
      const live = document.createRange();
      live.setStart(range.startContainer, range.startOffset);
      live.setEnd(range.endContainer, range.endOffset);
      words.push(`${name.slice('typewriter-'.length)}: ${live.toString()}`);
    });
  });
  return words.sort();
}

/** Colours `let`, and says what it was asked. */
function keywords(asked: string[] = []) {
  return (code: string): HighlightedRange[] => {
    asked.push(code);
    return [...code.matchAll(/let/g)].map(({ index }) => [index, index + 3, 'keyword']);
  };
}

/** What observes sizes has been told of them. */
const drawn = async (): Promise<void> => {
  for (let count = 0; count < 3; count++) await new Promise(requestAnimationFrame);
};

describe('code in Markdown', () => {
  afterEach(cleanUp);

  it('has a name, and runs from left to right', () => {
    const container = shown('שלום\n\n```js\nlet a;\n```');
    const pre = container.querySelector('pre')!;
    expect(pre.ariaLabel).to.equal('Code js');
    expect(getComputedStyle(pre).direction).to.equal('ltr');
    expect(container.querySelector('[part=copy]')?.ariaLabel).to.equal('Copy');
  });

  it('is reached by the keyboard where it scrolls, as a table is, and nowhere else', async () => {
    const { renderer, container, host } = stage();
    host.style.width = '300px';
    const wide = 'word'.repeat(40);
    renderer.append(`\`\`\`\nlet a;\n\`\`\`\n\n\`\`\`\n${wide}\n\`\`\`\n\n| a |\n|---|\n| b |\n\n`);
    renderer.append(`| ${'a | '.repeat(40)}\n|${'---|'.repeat(40)}\n\n\`\`\`\nlet b`);
    const stops = () =>
      [...container.querySelectorAll('pre, .scroller')].map((each) =>
        each.hasAttribute('tabindex'),
      );
    await drawn();
    expect(stops()).to.deep.equal([false, true, false, true, false]);
    renderer.append(` = ${wide}`);
    await drawn();
    expect(stops()).to.deep.equal([false, true, false, true, true]);
    renderer.append('\n```\n\n```\nlet c');
    await drawn();
    expect(stops()).to.deep.equal([false, true, false, true, true, false]);
    renderer.append(` = ${wide}\n\`\`\`\n\n\`\`\`\nlet d`);
    await drawn();
    expect(stops()).to.deep.equal([false, true, false, true, true, true, false]);
    host.style.width = '5000px';
    await drawn();
    expect(stops()).to.deep.equal(Array(7).fill(false));
  });

  it('is reached by the keyboard where it scrolls in vertical writing', async () => {
    const { renderer, container, host } = stage();
    host.style.writingMode = 'vertical-rl';
    host.style.height = '300px';
    renderer.append(`\`\`\`\n${'word'.repeat(40)}\n\`\`\`\n\n\`\`\`\nlet a;\n\`\`\`\n\n`);
    const stops = () =>
      [...container.querySelectorAll('pre')].map((each) => each.hasAttribute('tabindex'));
    await drawn();
    expect(stops()).to.deep.equal([true, false]);
    host.style.height = '5000px';
    await drawn();
    expect(stops()).to.deep.equal([false, false]);
  });

  it('is observed while it grows, and a width that changes is still seen by all of it', async () => {
    const observed = new Set<Element>();
    class Observer extends ResizeObserver {
      override observe(target: Element) {
        observed.add(target);
        super.observe(target);
      }
      override unobserve(target: Element) {
        observed.delete(target);
        super.unobserve(target);
      }
    }
    const { ResizeObserver: original } = globalThis;
    globalThis.ResizeObserver = Observer;
    try {
      const { renderer, container, host } = stage();
      host.style.width = '1000px';
      for (let count = 0; count < 30; count++) {
        renderer.append(`\`\`\`\n${'word'.repeat(10)}\n\`\`\`\n\n`);
        if (count % 3 === 0) await drawn();
      }
      await drawn();
      // The last block with its code, and the ruler.
      expect(observed.size).to.equal(3);
      host.style.width = '200px';
      await drawn();
      expect(container.querySelectorAll('pre[tabindex]')).to.have.length(30);
      expect(observed.size).to.equal(3);
    } finally {
      globalThis.ResizeObserver = original;
    }
  });

  it('keeps its header out of the text', () => {
    const container = shown('```js\nlet a;\n```');
    expect(container.textContent).to.equal('let a;');
    getSelection()?.selectAllChildren(container);
    expect(getSelection()?.toString().trim()).to.equal('let a;');
  });

  it('copies the source of its block', async () => {
    const copied: string[] = [];
    const copyText = (text: string) => {
      copied.push(text);
      return Promise.resolve();
    };
    const container = shown('```js\nlet a;\n\nlet b;\n```', { copyText });
    const button = container.querySelector<HTMLButtonElement>('[part=copy]')!;
    button.click();
    await Promise.resolve();
    await Promise.resolve();
    expect(copied).to.deep.equal(['let a;\n\nlet b;']);
    expect(button.ariaLabel).to.equal('Copied');
  });

  it('stands in boxes of lines when it is long, and is the same text', () => {
    const lines = Array.from({ length: 100 }, (_, index) =>
      index % 32 === 31 ? '' : `line ${index}`,
    );
    const { renderer, container } = stage();
    renderer.append('```\n');
    for (const line of lines) renderer.append(`${line}\n`);
    renderer.append('```');
    renderer.settle();
    const code = container.querySelector('code')!;
    expect(code.textContent).to.equal(lines.join('\n'));
    expect(code.children.length).to.equal(3);
    getSelection()?.selectAllChildren(code);
    expect(getSelection()?.toString().trimEnd()).to.equal(lines.join('\n'));
  });

  it('is coloured when it is complete', async () => {
    const asked: string[] = [];
    shown('```js\nlet a;\nlet b;\n```', { highlight: keywords(asked) });
    if (!HAS_HIGHLIGHTS) return;
    expect(asked).to.deep.equal(['let a;\nlet b;']);
    expect(colored()).to.deep.equal(['keyword: let', 'keyword: let']);
  });

  it('is coloured while it grows: its complete lines, ten times a second at most', () => {
    if (!HAS_HIGHLIGHTS) return;
    const asked: string[] = [];
    const { renderer } = stage({ highlight: keywords(asked) });
    renderer.append('```js\nlet a;\nle');
    renderer.frame(1000);
    renderer.append('t b;\n');
    renderer.frame(1050);
    expect(asked).to.deep.equal(['let a;']);
    renderer.append('let c');
    renderer.frame(1100);
    expect(asked).to.deep.equal(['let a;', 'let a;\nlet b;']);
    expect(colored()).to.deep.equal(['keyword: let', 'keyword: let']);
  });

  it('is coloured later where that takes time, unless the code has changed', async () => {
    if (!HAS_HIGHLIGHTS) return;
    const waiting: (() => void)[] = [];
    const find = keywords();
    const highlight: MarkupOptions['highlight'] = (code) =>
      new Promise((resolve) => waiting.push(() => resolve(find(code))));
    const { renderer } = stage({ highlight });
    renderer.append('```js\nlet a;\nl');
    renderer.frame(1000);
    renderer.append('et b;\n```\n');
    renderer.frame(2000);
    waiting[1]!();
    await new Promise((resolve) => setTimeout(resolve));
    expect(colored()).to.have.length(2);
    waiting[0]!();
    await new Promise((resolve) => setTimeout(resolve));
    expect(colored()).to.have.length(2);
  });

  it('colours words across boxes, and none outside of the code', () => {
    if (!HAS_HIGHLIGHTS) return;
    const code = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
    const highlight = (): HighlightedRange[] => [
      [0, code.length, 'comment'],
      [code.length - 2, code.length, 'number'],
      [code.length + 5, code.length + 9, 'string'],
      [5, 5, 'string'],
    ];
    shown(`\`\`\`\n${code}\n\`\`\``, { highlight });
    expect(colored()).to.deep.equal([`comment: ${code}`, 'number: 39']);
  });

  it('has no colours while colours are forced, where a coloured word would look selected', function () {
    if (!HAS_HIGHLIGHTS) this.skip();
    const { matchMedia } = window;
    const forced = Object.assign(new EventTarget(), { matches: false });
    window.matchMedia = () => forced as unknown as MediaQueryList;
    try {
      shown('```js\nlet a;\n```', { highlight: keywords() });
      expect(colored()).to.deep.equal(['keyword: let']);
      forced.matches = true;
      forced.dispatchEvent(new Event('change'));
      expect(colored()).to.deep.equal([]);
      forced.matches = false;
      forced.dispatchEvent(new Event('change'));
      expect(colored()).to.deep.equal(['keyword: let']);
    } finally {
      window.matchMedia = matchMedia;
    }
  });

  it('leaves no colour behind when its element is gone, and has them back with it', () => {
    if (!HAS_HIGHLIGHTS) return;
    const { renderer } = stage({ highlight: keywords() });
    renderer.append('```js\nlet a;\n```\n\nb');
    renderer.disconnect();
    expect(colored()).to.deep.equal([]);
    renderer.connect();
    expect(colored()).to.deep.equal(['keyword: let']);
    renderer.clear();
    expect(colored()).to.deep.equal([]);
  });

  it('changes no node when it is coloured', async () => {
    const source = await answer('04-code');
    expect(outlineOf(shown(source, { highlight: keywords() }))).to.equal(outlineOf(shown(source)));
  });

  it('may be shown by its author, once, when it is complete', () => {
    const seen: unknown[] = [];
    const options: MarkupOptions = {
      renderBlock: ({ kind, language, text, complete, display }) => {
        seen.push([kind, language, text, complete, display]);
        if (language !== 'chart' && kind !== 'math') return null;
        const node = document.createElement('b');
        node.textContent = `<${text.trim()}>`;
        return node;
      },
    };
    const { renderer, container } = stage(options);
    const source = '```chart\n1 2\n```\n\n```js\nx\n```\n\n$$\ny\n$$\n\n\\(z\\) end\n\n```chart\n3';
    for (const character of source) renderer.append(character);
    expect(seen).to.have.length(4);
    renderer.settle();
    expect(seen).to.deep.equal([
      ['code', 'chart', '1 2', true, true],
      ['code', 'js', 'x', true, true],
      ['math', '', 'y', true, true],
      ['math', '', 'z', true, false],
      ['code', 'chart', '3', false, true],
    ]);
    expect(container.textContent).to.equal('<1 2>x<y><z> end<3>');
  });

  it('may be shown by its author while it grows, ten times a second', () => {
    const asked: string[] = [];
    const node = document.createElement('b');
    const { renderer, container, cursor } = stage({
      renderBlock: ({ kind, text, complete }) => {
        asked.push(`${kind} ${text} ${complete}`);
        if (kind === 'code') node.textContent = text;
        return text.includes('2') ? node : null;
      },
    });
    renderer.append('```chart\n1\n2');
    renderer.frame(1000);
    expect(container.textContent).to.equal('1\n2');
    renderer.append('\n3');
    renderer.frame(1050);
    renderer.frame(1100);
    expect(container.textContent).to.equal('1\n2');
    expect(container.querySelector('b')?.parentElement?.getAttribute('part')).to.equal('rendered');
    expect(cursor.previousElementSibling?.getAttribute('part')).to.equal('rendered');
    renderer.frame(1300);
    renderer.append('\n```\n\n$$\n4\n');
    renderer.frame(1400);
    expect(asked).to.deep.equal([
      'code 1 false',
      'code 1\n2 false',
      'code 1\n2\n3 true',
      'math 4 false',
    ]);
    expect(container.textContent).to.equal('1\n2\n3$$\n4');
  });

  it('is shown again where its author shows it no more', () => {
    let shows = true;
    const { renderer, container } = stage({
      renderBlock: () => (shows ? document.createElement('b') : null),
    });
    renderer.append('```js\nlet a;\nlet');
    renderer.frame(1000);
    expect(container.querySelectorAll('pre').length).to.equal(0);
    shows = false;
    renderer.append(' b;\n```');
    renderer.settle();
    expect(container.querySelector('pre')?.textContent).to.equal('let a;\nlet b;');
    expect(container.querySelectorAll('[part=rendered]').length).to.equal(0);
  });

  it('stays as it is where its author makes a mistake', () => {
    const container = shown('```js\nx\n```\n\n$$\ny\n$$', {
      renderBlock: () => {
        throw new Error('mistake');
      },
      highlight: () => {
        throw new Error('mistake');
      },
    });
    expect(container.textContent).to.equal('x$$\ny\n$$');
  });

  it('is not shown by its author before the text that was taken back comes again', () => {
    const { renderer, container } = stage({ renderBlock: () => document.createElement('b') });
    const source = '```js\nx\n```\n\nend';
    renderer.append(source);
    expect(container.querySelector('pre')).to.equal(null);
    renderer.truncate(7);
    expect(container.querySelector('pre')?.textContent).to.equal('x');
  });
});
