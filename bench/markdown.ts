// `npm run bench -- markdown`: streaming Markdown, the renderer beside others, in real Chromium.
//   npm run bench -- markdown --only ours,floor --what growth,run
// The peers are installed with `npm --prefix bench install`; those that are not there are left out.
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '../scripts/browsers.mjs';
import { bundle, gzipSize } from './bundle.js';
import { Browser, type Page } from './cdp.js';
import { portOf, serve } from './server.js';
import { median, table, type Row } from './statistics.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    what: { type: 'string', default: 'growth,run,shift,flicker,selection' },
    runs: { type: 'string', default: '3' },
    tokens: { type: 'string', default: '8000,100000' },
  },
});
/** Frames that are measured at each length, after a few that are not. */
const FRAMES = 60;
const WARM_UP = 15;
const STEP = 75;
const STRIDE = 20_000;
/** Characters of a token, as models send them. */
const TOKEN = 4.5;
/** A contender that needs longer for one frame is not asked for more. */
const PATIENCE = 60_000;

const here = (path: string): URL => new URL(path, import.meta.url);
const documents = here('../test/rendering/markdown/documents/');
const answers = readdirSync(documents).map((file) =>
  readFileSync(new URL(file, documents), 'utf8'),
);
const names = readdirSync(here('markdown/contenders'))
  .map((file) => [file.replace(/\.[jt]s$/, ''), file] as const)
  .filter(([name]) => !values.only || values.only.split(',').includes(name));

const built = new Map([['harness', await bundle('markdown/page.ts')]]);
for (const [name, file] of names) {
  try {
    built.set(name, await bundle(`markdown/contenders/${file}`));
  } catch (error) {
    const [reason = ''] = String(error).split('\n');
    console.log(`${name} is left out (npm --prefix bench install): ${reason}`);
  }
}
const contenders = [...built.keys()].filter((name) => name !== 'harness');
const server = await serve(built);
const found = await chromium();
const browser = new Browser(found?.executablePath ?? '', found?.args ?? []);

/** A fresh page of a contender; undefined where it takes too long. */
async function on<T>(name: string, measure: (page: Page) => Promise<T>): Promise<T | undefined> {
  const page = await browser.open();
  try {
    await page.go(
      `http://127.0.0.1:${portOf(server)}/page?name=${name}`,
      'globalThis.markdownBench',
    );
    const patience = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
    return await Promise.race([measure(page), patience]);
  } catch (error) {
    console.log(`${name}: ${String(error).slice(0, 200)}`);
    return undefined;
  } finally {
    await page.close();
  }
}

const threadTime = async (page: Page): Promise<number> =>
  ((await page.metrics())['ThreadTime'] ?? NaN) * 1000;

/** Milliseconds of processor time for a frame at some lengths. */
async function growth(kind: string, lengths: readonly number[]): Promise<void> {
  const rows: [string, Row][] = [];
  for (const name of contenders) {
    const row: Record<string, string | number> = {};
    await on(name, async (page) => {
      const grow = (until: number, step: number) =>
        page.evaluate(`markdownBench.grow('${kind}', ${until}, ${step})`);
      for (const length of lengths) {
        await grow(length - (FRAMES + WARM_UP) * STEP, STRIDE);
        await grow(length - FRAMES * STEP, STEP);
        const before = await threadTime(page);
        await grow(length, STEP);
        row[`${length / 1000} K`] = (((await threadTime(page)) - before) / FRAMES).toFixed(2);
      }
    });
    rows.push([name, row]);
  }
  console.log(`\n${kind}: ms of processor time a frame, ${STEP} characters each`);
  console.log(table(rows));
}

async function wholeRuns(tokens: number): Promise<void> {
  const times = new Map<string, number[]>();
  // In each round all run once, so that a noisy moment of the machine does not hit one alone.
  for (let round = 0; round <= Number(values.runs); round++) {
    for (const name of contenders) {
      const length = Math.round(tokens * TOKEN);
      const cost = await on(name, async (page) => {
        await page.evaluate(`markdownBench.play(markdownBench.text('answer', 2000), 100)`);
        const before = await threadTime(page);
        await page.evaluate(`markdownBench.play(markdownBench.text('answer', ${length}), 900)`);
        return (await threadTime(page)) - before;
      });
      if (round > 0) times.set(name, [...(times.get(name) ?? []), cost ?? NaN]);
    }
  }
  const floors = times.get('floor');
  const rows = [...times].map(([name, costs]): [string, Row] => [
    name,
    {
      'cpu ms': Math.round(median(costs)),
      ...(floors && { '× floor': median(costs.map((c, i) => c / floors[i]!)).toFixed(2) }),
    },
  ]);
  console.log(`\n${tokens} tokens, 200 a frame`);
  console.log(table(rows));
}

/** One number of each contender, or several, over the eight answers. */
async function each(title: string, expression: (text: string) => string): Promise<void> {
  const rows: [string, Row][] = [];
  for (const name of contenders) {
    if (name === 'floor') continue;
    const columns: number[][] = [];
    for (const text of answers) {
      const value = await on(name, (page) =>
        page.evaluate<number | number[]>(expression(JSON.stringify(text))),
      );
      columns.push([value ?? NaN].flat());
    }
    const sums = columns.reduce((sum, values) => sum.map((each, i) => each + (values[i] ?? NaN)));
    const cells = [...columns, sums].map((values) =>
      values.map((value) => Math.round(value * 1000) / 1000).join(' / '),
    );
    const titles = [...answers.map((_, index) => String(index + 1)), 'all'];
    rows.push([name, Object.fromEntries(titles.map((key, index) => [key, cells[index] ?? '']))]);
  }
  console.log(`\n${title}`);
  console.log(table(rows));
}

console.log(
  table(
    contenders.map((name) => [name, { 'kB gzip': (gzipSize(built.get(name)!) / 1000).toFixed(1) }]),
  ),
);
const what = values.what.split(',');
if (what.includes('growth')) {
  await growth('answer', [16_000, 256_000, 1_000_000]);
  await growth('list', [16_000, 256_000]);
  await growth('fence', [16_000, 256_000]);
  await growth('paragraph', [16_000, 64_000]);
  await growth('table', [4_000, 44_000]);
}
if (what.includes('run'))
  for (const count of values.tokens.split(',')) await wholeRuns(Number(count));
if (what.includes('shift')) {
  await each('layout shift', (text) => `markdownBench.shift(${text}, 12)`);
}
if (what.includes('flicker')) {
  await each(
    'steps in which visible text disappears / letters do, outside the listed cases',
    (text) => `markdownBench.flicker(${text})`,
  );
}
if (what.includes('selection')) {
  await each(
    'selections that survive, of 60 in each answer',
    (text) => `markdownBench.selection(${text}, 60)`,
  );
}
await browser.close();
server.closeAllConnections();
server.close();
