import { mountCopy } from './copy.js';
import { mountHero } from './hero.js';
import { mountPlayground } from './playground.js';
import { mountSnippet } from './snippet.js';

mountHero();
const subject = mountPlayground();
const snippet = mountSnippet(subject);
mountCopy(() => snippet.text);
