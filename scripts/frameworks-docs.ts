// `npm run docs`: writes what the examples share: their parts into docs/frameworks.md, and the style of the first into the others.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { PAGE, STYLE, render, styleCopies } from './embeds/docs.js';

writeFileSync(PAGE, render(readFileSync(PAGE, 'utf8')));
for (const copy of styleCopies()) copyFileSync(STYLE, copy);
