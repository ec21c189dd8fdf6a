import type { Contender } from './contender.js';

export interface Frames {
  /** Milliseconds from the start until the text is complete and drawn. */
  readonly time: number;
  readonly gaps: number[];
  readonly longTasks: number[];
  readonly length: number;
  readonly hash: number;
}

declare global {
  var grow: (until: number, step: number, kind: string) => Promise<number>;
  var showStreams: (urls: string[]) => Promise<Frames>;
}

const hashOf = (text: string): number => {
  let hash = 0;
  for (let index = 0; index < text.length; index++) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  }
  return hash;
};

/** Adds a piece a frame, call after call, until the text is so long. Returns the longest frame. */
function grower(contender: Contender): typeof globalThis.grow {
  const channel = new MessageChannel();
  const scroller = document.querySelector('#scroller')!;
  let write: ((text: string) => void) | undefined;
  let length = 0;
  return async (until, step, kind) => {
    write ??= await begin();
    const english = 'The words come one by one, and nobody knows how many there will be. ';
    const base = kind.startsWith('Chinese') ? '好一朵美麗的茉莉花，芬芳美麗滿枝椏。' : english;
    const paragraph = base.repeat(6) + (kind === 'newlines' ? '\n\n' : '');
    const text = paragraph.repeat(Math.ceil(step / paragraph.length) + 1);
    let longest = 0;
    for (; length < until; length += step) {
      await frame();
      const start = performance.now();
      const at = length % paragraph.length;
      write(text.slice(at, at + step));
      scroller.scrollTop = 1e9;
      // A message is handled when the frame is done: style, layout and paint are in between.
      await new Promise((resolve) => {
        channel.port1.onmessage = resolve;
        channel.port2.postMessage(null);
      });
      longest = Math.max(longest, performance.now() - start);
    }
    return longest;
  };

  function begin(): Promise<(text: string) => void> {
    const container = document.createElement('div');
    container.className = 'container';
    const columns = document.querySelector<HTMLElement>('#columns')!;
    columns.style.display = 'block';
    columns.append(container);
    return contender.writer!(container);
  }
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Puts `run(urls)` on the page: shows a stream per address, and watches the frames meanwhile. */
export function install(contender: Contender): void {
  globalThis.grow = grower(contender);
  globalThis.showStreams = async (urls) => {
    const scroller = document.querySelector('#scroller')!;
    const columns = document.querySelector<HTMLElement>('#columns')!;
    if (urls.length === 1) columns.style.display = 'block';
    const containers = urls.map(() => {
      const container = document.createElement('div');
      container.className = 'container';
      columns.append(container);
      return container;
    });
    const longTasks: number[] = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    }).observe({ entryTypes: ['longtask'] });
    const gaps: number[] = [];
    let running = true;
    let before = performance.now();
    const watch = () => {
      // Not the frame's own timestamp, which hides what blocked it.
      const now = performance.now();
      gaps.push(now - before);
      before = now;
      // Readers follow the text: the end stays in view.
      scroller.scrollTop = 1e9;
      if (running) requestAnimationFrame(watch);
    };
    await frame();
    const start = (before = performance.now());
    requestAnimationFrame(watch);
    await Promise.all(urls.map((url, index) => contender.start(containers[index]!, url)));
    await frame();
    await frame();
    const time = performance.now() - start;
    running = false;
    // Long tasks are reported a little later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const texts = containers.map(
      (container) => contender.text?.(container) ?? container.textContent,
    );
    const text = texts[0] ?? '';
    return { time, gaps, longTasks, length: text.length, hash: hashOf(text.replace(/\s/g, '')) };
  };
}
