// `npm run bench`: the same tokens from one SSE server, in real Chromium, to the element and to others.
//   npm run bench -- --tokens 8000,100000 --runs 5 --only floor-fetch,ours-fetch-instant
//   npm run bench -- --warm                            on a page whose code has run once
//   npm run bench -- --rate 500 --tokens 2000          paced: tokens a second
//   npm run bench -- --rate 50 --tokens 1000 --elements 50
// The peers are installed with `npm --prefix bench install`; those that are not there are left out.
import { parseArgs } from 'node:util';
import { chromium } from '../scripts/browsers.mjs';
import { bundles, gzipSize } from './bundle.js';
import { Browser } from './cdp.js';
import type { Frames } from './harness.js';
import { portOf, serve, tokens } from './server.js';
import { median, percentile, table, type Row } from './statistics.js';

interface Run extends Frames {
  /** The main thread's time, as a clock on the wall tells it. */
  readonly busy: number;
  /** The same without the time that other processes took from it. */
  readonly cpu: number;
  readonly script: number;
  readonly layout: number;
  readonly heap: number;
  readonly nodes: number;
}

/** Streams that one address may carry at a time: browsers open six connections to each. */
const STREAMS_PER_SERVER = 5;
/** Tokens of the stream that a warm page has shown before. */
const WARM_UP = 2000;
/** A contender that takes longer is not run again. */
const PATIENCE = 40_000;

const { values } = parseArgs({
  options: {
    tokens: { type: 'string', default: '2000,8000,100000' },
    runs: { type: 'string', default: '3' },
    rate: { type: 'string', default: '0' },
    elements: { type: 'string', default: '1' },
    only: { type: 'string' },
    floor: { type: 'string', default: 'floor-fetch' },
    warm: { type: 'boolean', default: false },
  },
});
const elements = Number(values.elements);
const found = await chromium();
if (!found) throw new Error('Chromium was not found: set CHROME_PATH.');
const built = await bundles(values.only?.split(','));
const contenders = [...built.keys()].filter((name) => name !== 'harness');
const servers = await Promise.all(
  Array.from({ length: Math.ceil(elements / STREAMS_PER_SERVER) }, () => serve(built)),
);
const browser = new Browser(found.executablePath ?? '', found.args ?? []);

async function run(name: string, count: number): Promise<Run | undefined> {
  const page = await browser.open();
  try {
    const [server] = servers;
    await page.go(
      `http://127.0.0.1:${portOf(server!)}/page?name=${name}`,
      'globalThis.showStreams',
    );
    const urls = Array.from({ length: elements }, (_, index) => {
      const port = portOf(servers[Math.floor(index / STREAMS_PER_SERVER)]!);
      return `http://127.0.0.1:${port}/stream?tokens=${count}&rate=${values.rate}`;
    });
    if (values.warm) {
      const url = `http://127.0.0.1:${portOf(server!)}/stream?tokens=${WARM_UP}&rate=0`;
      await page.evaluate(
        `showStreams(['${url}']).then(() => document.querySelector('#columns').replaceChildren())`,
      );
      // No garbage is collected here, since V8 would drop compiled code with it.
    }
    const before = await page.metrics();
    const frames = await Promise.race([
      page.evaluate<Frames>(`showStreams(${JSON.stringify(urls)})`),
      new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE)),
    ]);
    if (!frames) return undefined;
    const after = await page.metrics();
    await page.send('HeapProfiler.collectGarbage');
    const settled = await page.metrics();
    const ms = (key: string) => (after[key]! - before[key]!) * 1000;
    return {
      ...frames,
      busy: ms('TaskDuration'),
      cpu: ms('ThreadTime'),
      script: ms('ScriptDuration'),
      layout: ms('LayoutDuration') + ms('RecalcStyleDuration'),
      heap: (settled['JSHeapUsedSize']! - before['JSHeapUsedSize']!) / 1e6,
      nodes: settled['Nodes']! - before['Nodes']!,
    };
  } finally {
    await page.close();
  }
}

for (const count of values.tokens.split(',').map(Number)) {
  const results = new Map<string, Run[]>();
  const given = tokens(count).join('').replace(/\s/g, '');
  const expected = given
    .split('')
    .reduce((hash, c) => (Math.imul(hash, 31) + c.charCodeAt(0)) | 0, 0);
  const out = new Set<string>();
  // The first round warms up. In each further one all contenders run once, so that a noisy moment
  // of the machine does not hit one alone.
  for (let round = 0; round <= Number(values.runs); round++) {
    for (const name of contenders) {
      if (out.has(name)) continue;
      const result = await run(name, count);
      if (!result) out.add(name);
      else if (result.hash !== expected) console.log(`${name}: the text is not what was sent`);
      if (result && round > 0) results.set(name, [...(results.get(name) ?? []), result]);
    }
  }
  console.log(
    `\n${count} tokens, ${given.length} characters, ${elements} at once, rate ${values.rate}`,
  );
  const floors = results.get(values.floor);
  const rows: [string, Row][] = [...results].map(([name, runs]) => {
    const of = (pick: (run: Run) => number) => median(runs.map(pick));
    const busy = of((run) => run.busy);
    return [
      name,
      {
        'busy ms': Math.round(busy),
        ...(floors && { '× floor': ratio(runs, floors, 'busy') }),
        'cpu ms': of((run) => run.cpu).toFixed(1),
        ...(floors && { 'cpu × floor': ratio(runs, floors, 'cpu') }),
        'script ms': of((run) => run.script).toFixed(1),
        'layout ms': Math.round(of((run) => run.layout)),
        'done ms': Math.round(of((run) => run.time)),
        'long tasks': of((run) => run.longTasks.length),
        'longest ms': Math.round(of((run) => Math.max(0, ...run.longTasks))),
        'p95 gap ms': Math.round(of((run) => percentile(run.gaps, 0.95)) * 10) / 10,
        dropped: of((run) =>
          run.gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / 16.67) - 1), 0),
        ),
        'heap MB': Math.round(of((run) => run.heap) * 10) / 10,
        nodes: of((run) => run.nodes),
        'kB gzip': Math.round(gzipSize(built.get(name)!) / 100) / 10,
      },
    ];
  });
  rows.sort(([, a], [, b]) => Number(a['busy ms']) - Number(b['busy ms']));
  console.log(table(rows));
  for (const name of out) console.log(`${name}: not done after ${PATIENCE / 1000} s`);
}
await browser.close();
for (const server of servers) {
  server.closeAllConnections();
  server.close();
}

/** The median of the ratios within each round. */
function ratio(runs: readonly Run[], floors: readonly Run[], key: 'busy' | 'cpu'): number {
  const ratios = runs.map((run, index) => run[key] / (floors[index]?.[key] ?? NaN));
  return Math.round(median(ratios) * 100) / 100;
}
