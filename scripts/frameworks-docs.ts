// `npm run docs`: writes what the examples share: their parts into docs/frameworks.md and docs/chat.md, and the style of the first into the others.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { PAGES, STYLE, render, styleCopies } from './embeds/docs.js';

for (const page of PAGES) writeFileSync(page, render(readFileSync(page, 'utf8')));
for (const copy of styleCopies()) copyFileSync(STYLE, copy);
