// `npm run bench:growth`: does a frame cost more when there is more text already? One element is
// fed by hand, a piece a frame, to 1 M characters (or --chars), with newlines and without.
import { parseArgs } from 'node:util';
import { chromium } from '../scripts/browsers.mjs';
import { bundles } from './bundle.js';
import { Browser } from './cdp.js';
import { portOf, serve } from './server.js';
import { table, type Row } from './statistics.js';

const { values } = parseArgs({
  options: {
    chars: { type: 'string', default: '1000000' },
    step: { type: 'string', default: '1000' },
    only: { type: 'string', default: 'ours-instant,floor-fetch' },
  },
});
const found = await chromium();
const names = values.only.split(',');
const built = await bundles(names);
const server = await serve(built);
const browser = new Browser(found?.executablePath ?? '', found?.args ?? []);
const total = Number(values.chars);
const marks = [0.016, 0.064, 0.256, 0.5, 1].map((part) => Math.round(part * total));
for (const kind of ['newlines', 'one paragraph', 'Chinese, one paragraph']) {
  const rows: [string, Row][] = [];
  for (const name of names) {
    const page = await browser.open();
    await page.go(`http://127.0.0.1:${portOf(server)}/page?name=${name}`, 'globalThis.showStreams');
    const costs = await page.evaluate<[number, number][]>(
      `grow(${total}, ${values.step}, ${JSON.stringify(kind)})`,
    );
    await page.close();
    const around = (mark: number) => {
      const near = costs.filter(([length]) => length <= mark && length > mark - total * 0.015);
      const sorted = near.map(([, cost]) => cost).sort((a, b) => a - b);
      return sorted[sorted.length >> 1]?.toFixed(1) ?? '';
    };
    const worst = Math.max(...costs.slice(5).map(([, cost]) => cost)).toFixed(0);
    rows.push([
      name,
      {
        ...Object.fromEntries(marks.map((mark) => [`${mark / 1000} K`, around(mark)])),
        'worst frame': worst,
      },
    ]);
  }
  console.log(
    `\n${kind}: ms a frame (script, style, layout and paint), ${values.step} characters each`,
  );
  console.log(table(rows));
}
await browser.close();
server.closeAllConnections();
server.close();
