import { onClick, setText, stream } from './dom.js';

/** The texts start by themselves, so the reader must be able to pause them (WCAG 2.2.2). */
export function mountHero(): void {
  const shown = [stream('answer'), stream('lyric')];
  const hold = (paused: boolean): void => {
    for (const element of shown) element.paused = paused;
    setText(pause, paused ? 'Play' : 'Pause');
  };
  let isHeld = false;
  const pause = onClick('hero-pause', () => {
    isHeld = !isHeld;
    hold(isHeld);
  });
  onClick('hero-replay', () => {
    isHeld = false;
    hold(false);
    for (const element of shown) element.restart();
  });
}
