import type { Contender } from './contender.js';

declare global {
  var begin: (url: string, offScreen: boolean) => void;
  var place: () => { hidden: boolean; offScreen: boolean; reducedMotion: boolean; done: boolean };
  var shown: () => Promise<string>;
}

/**
 * Puts one stream on the page. There is no animation frame of the page's own, which would cost
 * something also where the element asks for none: the end of the text stays in view by style alone.
 */
export function install(contender: Contender): void {
  const scroller = document.querySelector<HTMLElement>('#scroller')!;
  const columns = document.querySelector<HTMLElement>('#columns')!;
  const container = document.createElement('div');
  container.className = 'container';
  let finished: Promise<void> | undefined;
  let done = false;

  globalThis.begin = (url, offScreen) => {
    columns.style.display = 'block';
    columns.append(container);
    if (offScreen) {
      // The reader is far above it.
      const above = document.createElement('div');
      above.style.height = '20000px';
      scroller.prepend(above);
    } else scroller.style.cssText = 'display: flex; flex-direction: column-reverse';
    finished = contender.start(container, url).then(() => {
      done = true;
    });
  };
  globalThis.place = () => ({
    hidden: document.hidden,
    offScreen: container.getBoundingClientRect().top > 2 * innerHeight,
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    done,
  });
  globalThis.shown = async () => {
    await finished;
    return contender.text?.(container) ?? container.textContent;
  };
}
