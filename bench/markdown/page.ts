import type { MarkdownContender, Writer } from './contender.js';
import { TEXTS } from './texts.js';

declare global {
  var markdownBench: {
    /** Grows a text of a kind until it is so long, a piece a frame. */
    grow(kind: string, until: number, step: number): Promise<void>;
    /** Shows a whole text, so many characters a frame. Returns the longest frame in milliseconds. */
    play(text: string, step: number): Promise<number>;
    /** The layout shift of a text that is typed, without the cursor's. */
    shift(text: string, step: number): Promise<number>;
    /** Steps of one character in which visible text disappears: all, and those in which letters do that may not. */
    flicker(text: string): Promise<[all: number, letters: number]>;
    /** Selections in the block being written that survive the next pieces, of so many. */
    selection(text: string, tries: number): Promise<number>;
    /** A text of a kind. */
    text(kind: string, length: number): string;
  };
}

const channel = new MessageChannel();
const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
/** A message is handled when the frame is done: style, layout and paint are in between. */
const painted = () =>
  new Promise((resolve) => {
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  });

/** Puts the measurements on the page. Each makes a container of its own. */
export function install(contender: MarkdownContender): void {
  const scroller = document.querySelector('#scroller')!;
  const columns = document.querySelector<HTMLElement>('#columns')!;
  columns.style.display = 'block';
  const begin = async (): Promise<Writer> => {
    const container = document.createElement('div');
    container.style.inlineSize = '680px';
    columns.replaceChildren(container);
    return contender.create(container);
  };
  const write = async (writer: Writer, text: string): Promise<number> => {
    await frame();
    const start = performance.now();
    writer.write(text);
    // Readers follow the text: the end stays in view.
    scroller.scrollTop = 1e9;
    await painted();
    return performance.now() - start;
  };
  let grown: { writer: Writer; kind: string; text: string; length: number } | undefined;

  globalThis.markdownBench = {
    text: (kind, length) => TEXTS[kind]!(length),

    async grow(kind, until, step) {
      if (grown?.kind !== kind) {
        grown = { writer: await begin(), kind, text: TEXTS[kind]!(1_100_000), length: 0 };
      }
      while (grown.length < until) {
        const end = Math.min(until, grown.length + step);
        await write(grown.writer, grown.text.slice(grown.length, end));
        grown.length = end;
      }
    },

    async play(text, step) {
      const writer = await begin();
      let longest = 0;
      for (let start = 0; start < text.length; start += step) {
        longest = Math.max(longest, await write(writer, text.slice(start, start + step)));
      }
      writer.end();
      await frame();
      await painted();
      return longest;
    },

    async shift(text, step) {
      let total = 0;
      const count = (list: PerformanceEntry[]) => {
        for (const entry of list) total += (entry as PerformanceEntry & { value: number }).value;
      };
      const observer = new PerformanceObserver((list) => count(list.getEntries()));
      observer.observe({ type: 'layout-shift' });
      const writer = await begin();
      // As in a chat, whose reader has not scrolled yet.
      for (let start = 0; start < text.length; start += step) {
        await frame();
        writer.write(text.slice(start, start + step));
      }
      await frame();
      await frame();
      count(observer.takeRecords());
      observer.disconnect();
      return total;
    },

    async flicker(text) {
      const writer = await begin();
      let all = 0;
      let letters = 0;
      let before = '';
      for (const [index, character] of text.split('').entries()) {
        writer.write(character);
        await painted();
        const now = visibleText(writer);
        if (isLost(before, now)) {
          all += 1;
          const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index + 1);
          if (!DEFINITION.test(line) && isLost(lettersOf(before), lettersOf(now))) letters += 1;
        }
        before = now;
      }
      return [all, letters];
    },

    async selection(text, tries) {
      let survived = 0;
      const step = Math.floor(text.length / (tries + 2));
      for (let index = 1; index <= tries; index++) {
        const writer = await begin();
        const end = index * step;
        for (let start = 0; start < end; start += 40)
          writer.write(text.slice(start, Math.min(end, start + 40)));
        await frame();
        const last = lastText(writer);
        if (!last) continue;
        const selection = getSelection()!;
        selection.setBaseAndExtent(last, 0, last, last.length);
        const selected = last.data;
        for (let start = end; start < end + 120; start += 10)
          writer.write(text.slice(start, start + 10));
        await frame();
        const [range] =
          selection.getComposedRanges?.({
            shadowRoots: [writer.root.getRootNode() as ShadowRoot].filter(
              (root) => root instanceof ShadowRoot,
            ),
          }) ?? [];
        if (range && lettersOf(textIn(range)) === lettersOf(selected)) survived += 1;
      }
      return survived;
    },
  };
  // The page waits for this name.
  Reflect.set(globalThis, 'showStreams', true);
}

function textIn({ startContainer, startOffset, endContainer, endOffset }: StaticRange): string {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range.toString();
}

/** Whether some of a text is not in what has become of it. */
function isLost(before: string, now: string): boolean {
  let found = 0;
  for (let index = 0; index < now.length; index++) if (now[index] === before[found]) found += 1;
  return found < before.length;
}

/** What a reference leads to: its label, elsewhere in the text, may vanish. */
const DEFINITION = /^ {0,3}\[[^\]]*\]:/;
/** Without what may come or go where a mark turns out to be text, or text a mark. */
const lettersOf = (text: string): string => text.replace(/[\s|[\]()*_`~!<>#=:+.-]/g, '');

function visibleText({ root, ignored }: Writer): string {
  if (!ignored) return root.textContent.replace(/\s/g, '');
  const copy = root.cloneNode(true) as Element;
  for (const element of copy.querySelectorAll(ignored)) element.remove();
  return copy.textContent.replace(/\s/g, '');
}

/** The last Text node with visible text. */
function lastText({ root, ignored }: Writer): Text | undefined {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let last: Text | undefined;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const isText = node.data.trim() && !(ignored && node.parentElement?.closest(ignored));
    if (isText) last = node;
  }
  return last;
}
