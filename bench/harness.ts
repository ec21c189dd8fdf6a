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
  var grow: (total: number, step: number, kind: string) => Promise<[number, number][]>;
  var showStreams: (urls: string[]) => Promise<Frames>;
}

const hashOf = (text: string): number => {
  let hash = 0;
  for (let index = 0; index < text.length; index++) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  }
  return hash;
};

/** What one frame costs, by the length of the text: [length, milliseconds]. */
async function grow(
  contender: Contender,
  total: number,
  step: number,
  kind: string,
): Promise<[number, number][]> {
  const scroller = document.querySelector('#scroller')!;
  const container = document.createElement('div');
  container.className = 'container';
  document.querySelector<HTMLElement>('#columns')!.style.display = 'block';
  document.querySelector('#columns')!.append(container);
  const write = await contender.writer!(container);
  const english = 'The words come one by one, and nobody knows how many there will be. ';
  const base = kind.startsWith('Chinese') ? '好一朵美麗的茉莉花，芬芳美麗滿枝椏。' : english;
  const paragraph = base.repeat(6) + (kind === 'newlines' ? '\n\n' : '');
  const text = paragraph.repeat(Math.ceil((2 * step) / paragraph.length) + 1);
  const channel = new MessageChannel();
  const costs: [number, number][] = [];
  let at = 0;
  for (let length = 0; length < total; length += step) {
    await frame();
    const start = performance.now();
    write(text.slice(at, at + step));
    at = (at + step) % paragraph.length;
    scroller.scrollTop = 1e9;
    // A message is handled when the frame is done: style, layout and paint are in between.
    await new Promise((resolve) => {
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    });
    costs.push([length + step, performance.now() - start]);
  }
  return costs;
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Puts `run(urls)` on the page: shows a stream per address, and watches the frames meanwhile. */
export function install(contender: Contender): void {
  globalThis.grow = (total, step, kind) => grow(contender, total, step, kind);
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
