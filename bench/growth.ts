// `npm run bench -- growth`: does a frame cost more when there is more text already? One element is
// fed by hand, a piece a frame, to 1 M characters (or --chars), with newlines and without.
import { parseArgs } from 'node:util';
import { chromium } from '../scripts/browsers.mjs';
import { bundles } from './bundle.js';
import { Browser, type Page } from './cdp.js';
import { portOf, serve } from './server.js';
import { table, type Row } from './statistics.js';

const { values } = parseArgs({
  options: {
    chars: { type: 'string', default: '1000000' },
    step: { type: 'string', default: '1000' },
    only: { type: 'string', default: 'ours-instant,floor-fetch' },
  },
});
/** Frames that are measured at each length, after a few that are not. */
const FRAMES = 100;
const WARM_UP = 20;
/** Characters a frame on the way to the next length. */
const STRIDE = 20_000;

const found = await chromium();
const names = values.only.split(',');
const built = await bundles(names);
const server = await serve(built);
const browser = new Browser(found?.executablePath ?? '', found?.args ?? []);
const step = Number(values.step);
const lengths = [16_000, 64_000, 256_000, 1_000_000, 4_000_000].filter(
  (length) => length <= Number(values.chars),
);

/** The main thread's own time for a frame (script, style, layout, paint), others' not counted. */
async function costAt(page: Page, length: number, kind: string): Promise<Row> {
  const grow = (until: number, by: number) =>
    page.evaluate<number>(`grow(${until}, ${by}, ${JSON.stringify(kind)})`);
  await grow(length - (FRAMES + WARM_UP) * step, STRIDE);
  await grow(length - FRAMES * step, step);
  const { ThreadTime: before = NaN } = await page.metrics();
  await grow(length, step);
  const { ThreadTime: after = NaN } = await page.metrics();
  return { [`${length / 1000} K`]: (((after - before) * 1000) / FRAMES).toFixed(1) };
}

for (const kind of ['newlines', 'one paragraph', 'Chinese, one paragraph']) {
  const rows: [string, Row][] = [];
  for (const name of names) {
    const page = await browser.open();
    await page.go(`http://127.0.0.1:${portOf(server)}/page?name=${name}`, 'globalThis.showStreams');
    const row: Row = {};
    for (const length of lengths) Object.assign(row, await costAt(page, length, kind));
    rows.push([name, row]);
    await page.close();
  }
  console.log(`\n${kind}: ms of processor time a frame, ${step} characters each`);
  console.log(table(rows));
}
await browser.close();
server.closeAllConnections();
server.close();
