import { expect } from '@open-wc/testing';
import { seed } from '../../support/random.js';
import { answers, cleanUp, numbers, outlineOf, shown, stage } from './support.js';

const random = numbers(seed);
const below = (limit: number): number => Math.floor(random() * limit);

describe('the renderer of Markdown', function () {
  this.timeout(60_000);
  afterEach(cleanUp);

  it('hides the placeholder with the first text, and shows it again without any', () => {
    const { renderer, fallback, container } = stage();
    expect(fallback.hidden).to.equal(false);
    renderer.append('# a');
    expect(fallback.hidden).to.equal(true);
    renderer.clear();
    expect(fallback.hidden).to.equal(false);
    expect(container.textContent).to.equal('');
    renderer.append('b');
    expect(outlineOf(container)).to.equal('<div class="markdown"><p>b</p></div>');
  });

  it('tells how many visible characters it showed', () => {
    const { renderer } = stage();
    expect(renderer.append('## ')).to.equal(0);
    expect(renderer.append('abc')).to.equal(3);
    expect(renderer.append('\n\n```js\n')).to.equal(0);
    expect(renderer.append('let a;')).to.equal(6);
    expect(renderer.append('\n```\n\n[docs](')).to.equal(4);
    expect(renderer.append('https://example.org/long/address')).to.equal(0);
    renderer.append(')\n\n| abc | def |\n');
    // It is no table's head, so its pipes are shown.
    expect(renderer.append('g')).to.be.within(1, 9);
  });

  it('puts the cursor behind the last text, in the deepest element', () => {
    const places: [source: string, parent: string, before: string][] = [
      ['Hello **bo', 'strong', 'bo'],
      ['a\n\nb', 'p', 'b'],
      ['```js\nx', 'code', 'x'],
      ['- a\n  - *b', 'em', 'b'],
      ['| a | b |\n|---|---|\n| c', 'td', 'c'],
      ['> q', 'p', 'q'],
      ['a[^1]\n\n[^1]: note', 'p', 'note'],
    ];
    for (const [source, parent, before] of places) {
      const { renderer, cursor } = stage();
      renderer.append(source);
      expect(cursor.parentElement?.localName, source).to.equal(parent);
      expect(cursor.previousSibling?.textContent, source).to.equal(before);
      expect(cursor.nextSibling, source).to.equal(null);
      cleanUp();
    }
  });

  it('does not move the cursor while its text grows', () => {
    const { renderer, cursor } = stage();
    renderer.append('one **two');
    const observer = new MutationObserver(() => undefined);
    observer.observe(cursor.parentElement!, { childList: true });
    for (const piece of [' three', ' four']) renderer.append(piece);
    expect(observer.takeRecords()).to.deep.equal([]);
  });

  it('shows what is left when text is taken back, and another text behind it', async () => {
    for (const [name, source] of await answers()) {
      const { renderer, container } = stage();
      renderer.append(source);
      if (random() < 0.5) renderer.settle();
      for (let turn = 0; turn < 6; turn++) {
        // Shorter than all of it: nothing is taken back of a text that is over, which then holds nothing back.
        const kept = source.slice(0, 1 + below(source.length - 1));
        renderer.truncate(kept.length);
        expect(outlineOf(container), `${name} ${kept.length} seed ${seed}`).to.equal(
          outlineOf(shown(kept, {}, false)),
        );
        renderer.append(source.slice(kept.length));
        renderer.settle();
        expect(outlineOf(container), `${name} again, seed ${seed}`).to.equal(
          outlineOf(shown(source)),
        );
      }
      cleanUp();
    }
  });

  it('takes back the block before the cursor, not the cursor behind a rule or an image', () => {
    for (const end of ['***\n', '![a](https://example.org/b.png)\n', '> ***\n', '- ***\n']) {
      const source = `**Note**\n\n**A** **B**\n\n${end}`;
      for (let kept = 0; kept < source.length; kept++) {
        const { renderer, container, cursor } = stage();
        renderer.append(source);
        renderer.truncate(kept);
        renderer.append(source.slice(kept));
        expect(container.contains(cursor)).to.equal(true);
        renderer.settle();
        expect(outlineOf(container), `${kept}`).to.equal(outlineOf(shown(source)));
        cleanUp();
      }
    }
  });

  it('goes on after it was settled', () => {
    const { renderer, container } = stage();
    renderer.append('a *b');
    renderer.settle();
    renderer.append('c* d');
    renderer.settle();
    expect(outlineOf(container)).to.equal('<div class="markdown"><p>a <em>bc</em> d</p></div>');
  });

  it('fades in only what is new', () => {
    if (!('highlights' in CSS)) return;
    const { renderer } = stage();
    const fading = () => {
      const texts: string[] = [];
      CSS.highlights.forEach((highlight, name) => {
        if (name.startsWith('typewriter-fade-')) {
          highlight.forEach((range) => texts.push((range as Range).toString()));
        }
      });
      return texts;
    };
    renderer.append('one **two', 0);
    renderer.append(' three**', 0);
    expect(fading()).to.deep.equal(['one two', ' three']);
    renderer.frame(Infinity);
    expect(fading()).to.deep.equal([]);
  });

  it('takes no direction from letters that stand in another block by now', () => {
    const { renderer, container } = stage();
    renderer.append('a\n| b');
    renderer.append('\nc\n| שלום');
    expect(container.querySelector<HTMLElement>('.scroller')?.dir).to.equal('rtl');
  });

  it('gives each block the direction of its first letter, and none to one without letters', () => {
    const container = shown('abc\n\nשלום\n\n- שלום\n- abc\n\n2024\n\n```\nשלום\n```');
    const directions = [...container.querySelectorAll('.markdown > .blocks > *')].map(
      (block) => (block as HTMLElement).dir,
    );
    expect(directions).to.deep.equal(['ltr', 'rtl', 'rtl', '', 'ltr']);
    expect(
      [...container.querySelectorAll('li > p')].map((p) => (p as HTMLElement).dir),
    ).to.deep.equal(['', 'ltr']);
  });

  it('numbers the items of a long list in groups, and says that it is a list', () => {
    const items = Array.from({ length: 60 }, (_, index) => `${index + 3}. item`).join('\n');
    const container = shown(items);
    const list = container.querySelector('ol')!;
    const groups = [...list.querySelectorAll(':scope > .blocks')];
    expect(list.role).to.equal('list');
    expect(groups.map(({ role }) => role)).to.deep.equal(['presentation', 'presentation']);
    expect(
      groups.map(({ firstElementChild }) => (firstElementChild as HTMLLIElement).value),
    ).to.deep.equal([27, 51]);
    expect(list.querySelectorAll('li').length).to.equal(60);
  });

  it('says what a reader sees', () => {
    const { renderer } = stage();
    renderer.append('# A *b*\n\n- c\n- [d](e)');
    expect(renderer.renderedText).to.equal('A b\nc\nd');
  });

  it('leads from the mark of a footnote to its text', () => {
    const { renderer, container } = stage();
    renderer.append('a[^x]\n\n[^x]: the note');
    renderer.settle();
    container.querySelector<HTMLElement>('sup a')!.click();
    const focused = (container.getRootNode() as ShadowRoot).activeElement;
    expect(focused?.textContent).to.equal('the note');
  });

  it('leads from a footnote back to the mark that the reader came from', () => {
    const { renderer, container } = stage();
    renderer.append('a[^x] b[^x]\n\n[^x]: the note');
    renderer.settle();
    const [first, second] = container.querySelectorAll<HTMLElement>('sup a');
    const back = container.querySelector<HTMLAnchorElement>('[part~=back]')!;
    expect(back.ariaLabel).to.equal('Back to the text');
    const address = location.href;
    const root = container.getRootNode() as ShadowRoot;
    back.click();
    expect(root.activeElement).to.equal(first);
    second!.click();
    back.click();
    expect(root.activeElement).to.equal(second);
    expect(location.href).to.equal(address);
    expect(container.textContent).to.equal('a1 b1the note');
  });

  it('counts what is visible in graphemes', () => {
    const { renderer } = stage();
    expect(renderer.append('## 👩‍👩‍👧 e\u0301')).to.equal(3);
    expect(renderer.append(' [x](https://example.org/long) ')).to.equal(2);
  });

  it('gives HTML for other programs: nothing of how it is made here', () => {
    const { renderer } = stage();
    renderer.append('# A\n\n- [x] b\n\n| c |\n|:-:|\n| d |\n\n```js\ne < 1\n```\n\n[f](/g)');
    renderer.settle();
    const html = renderer.toHtml();
    expect(html).to.contain('<h1 dir="ltr">A</h1><ul');
    expect(html).to.match(/<li class="task"><p><input type="checkbox" disabled="" checked=""> ?b/);
    expect(html).to.contain('<td align="center">d</td>');
    expect(html).to.contain('<pre><code class="language-js">e &lt; 1</code></pre>');
    expect(html).to.contain('<a href="/g" rel="noopener noreferrer nofollow">f</a>');
    expect(html).not.to.match(/ (?:part|role|tabindex|style|aria-label)=|<button|<span/);
  });

  it('gives no comment of the page as text', () => {
    const { renderer, container } = stage();
    renderer.append('a < b');
    container.querySelector('p')!.append(document.createComment('of the page'));
    expect(renderer.toHtml()).to.equal('<p dir="ltr">a &lt; b</p>');
  });
});
