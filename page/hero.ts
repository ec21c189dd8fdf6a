import { onClick, setText, stream } from './dom.js';

/** The lyric types by itself, so it can be held (WCAG 2.2.2). */
export function mountHero(): void {
  const lyric = stream('lyric');
  const pause = onClick('lyric-pause', () => {
    lyric.paused = !lyric.paused;
    setText(pause, lyric.paused ? 'Play' : 'Pause');
  });
  onClick('lyric-replay', () => {
    lyric.play();
    lyric.restart();
    setText(pause, 'Pause');
  });
}
