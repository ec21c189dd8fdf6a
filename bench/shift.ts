// `npm run bench -- shift`: how much a page moves while an answer of five lines is typed above other content. Printed is the
// browser's own measure (Layout Instability): the sum of all shifts, of which 0.1 counts as good for a whole visit.
import { launch } from 'puppeteer-core';
import { chromium } from '../scripts/browsers.mjs';
import { bundle } from './bundle.js';
import { table, type Row } from './statistics.js';

const LINES = Array.from({ length: 5 }, (_, n) => `Line ${n + 1} of an answer that grows.`);
const PLAIN = LINES.join('\n');
const MARKDOWN = LINES.map((line) => `- ${line}`).join('\n');

interface Case {
  readonly text: string;
  readonly attributes?: string;
  /** Of the element. */
  readonly style?: string;
  /** Of a box around the element. */
  readonly box?: string;
}

const cases: Record<string, Case> = {
  'nothing reserved': { text: PLAIN },
  'min-block-size: 5lh': { text: PLAIN, style: 'display: block; min-block-size: 5lh' },
  'a box that scrolls, with follow': {
    text: PLAIN,
    attributes: 'follow',
    box: 'block-size: 5lh; overflow: auto',
  },
  'Markdown, nothing reserved': { text: MARKDOWN, attributes: 'markup="markdown"' },
  'Markdown, min-block-size: 7lh': {
    text: MARKDOWN,
    attributes: 'markup="markdown"',
    style: 'display: block; min-block-size: 7lh',
  },
};

const page = ({ attributes = '', style = '', box = '' }: Case): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A page</title>
<style>body { margin: 16px; font: 16px/24px sans-serif } .below { block-size: 200px; background: silver }</style>
<h1>A question</h1>
<div style="${box}"><typewriter-stream speed="150" ${attributes} style="${style}"></typewriter-stream></div>
<p class="below">What stands below</p>`;

const options = await chromium();
if (!options) throw new Error('Chromium was not found: set CHROME_PATH.');
const code = await bundle('../src/index.ts');
const browser = await launch(options);
const rows: [string, Row][] = [];
for (const [name, one] of Object.entries(cases)) {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 800, height: 600 });
  await tab.setContent(page(one));
  await tab.addScriptTag({ content: code, type: 'module' });
  const shifts = (await tab.evaluate(`(async () => {
    const element = document.querySelector('typewriter-stream');
    await customElements.whenDefined('typewriter-stream');
    // The module of Markdown is there before it is measured.
    element.write('A'); element.skip(); element.clear();
    for (let frames = 0; frames < 30; frames++) await new Promise(requestAnimationFrame);
    const values = [];
    const observer = new PerformanceObserver((list) => values.push(...list.getEntries().map(({ value }) => value)));
    observer.observe({ type: 'layout-shift' });
    element.write(${JSON.stringify(one.text)});
    element.end();
    await element.finished;
    for (let frames = 0; frames < 10; frames++) await new Promise(requestAnimationFrame);
    values.push(...observer.takeRecords().map(({ value }) => value));
    return values;
  })()`)) as number[];
  await tab.close();
  const sum = shifts.reduce((total, value) => total + value, 0);
  rows.push([name, { shifts: shifts.length, 'sum of shifts': sum.toFixed(4) }]);
}
await browser.close();
console.log(table(rows));
