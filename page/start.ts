import '../src/index.js';
import { mountCopy } from './copy.js';
import { mountHero } from './hero.js';
import { mountLooks } from './looks.js';
import { mountPlayground } from './playground.js';
import { mountSnippet } from './snippet.js';
import { mountTabs } from './tabs.js';

/** A function, since package.json declares this folder's modules free of side effects. */
export function start(): void {
  mountHero();
  mountTabs();
  mountLooks();
  const playground = mountPlayground();
  const snippet = mountSnippet(playground);
  mountCopy(() => snippet.text);
}
