// `npm run docs`: copies parts of the examples into docs/frameworks.md and docs/chat.md, and the shared style sheet into the
// built examples.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { PAGES, STYLE, render, styleCopies } from './embeds/docs.js';

for (const page of PAGES) writeFileSync(page, render(readFileSync(page, 'utf8')));
for (const copy of styleCopies()) copyFileSync(STYLE, copy);
