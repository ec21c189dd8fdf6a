// `npm run bench -- offstage`: what the element costs where nobody sees it type. 500 tokens a second arrive
// over fetch, and the page's main thread is watched for ten of the seconds.
//   npm run bench -- offstage --runs 1 --seconds 10
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from '../scripts/browsers.mjs';
import { bundle, bundles } from './bundle.js';
import { Browser, type Page } from './cdp.js';
import { portOf, serve, tokens } from './server.js';
import { median, table, type Row } from './statistics.js';

const RATE = 500;
/** The first moments are left out: the page loads, and the pace is found. */
const LEAD_IN = 1500;

interface Situation {
  readonly contender: 'ours-auto' | 'only-read';
  readonly offScreen?: boolean;
  readonly hidden?: boolean;
  readonly reducedMotion?: boolean;
}

const situations: Record<string, Situation> = {
  'on screen': { contender: 'ours-auto' },
  'far off screen': { contender: 'ours-auto', offScreen: true },
  'in a hidden tab': { contender: 'ours-auto', hidden: true },
  'reduced motion': { contender: 'ours-auto', reducedMotion: true },
  'only read, nothing shown': { contender: 'only-read' },
};

interface Run {
  readonly cpu: number;
  readonly busy: number;
  readonly script: number;
  readonly layout: number;
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
  },
});
const seconds = Number(values.seconds);
const count = RATE * (seconds + 4);
const sent = tokens(count).join('').replace(/\s/g, '');
const found = await chromium();
if (!found) throw new Error('Chromium was not found: set CHROME_PATH.');
const built = await bundles(['ours-auto']);
built.set('only-read', await bundle('only-read.ts'));
built.set('harness', await bundle('offstage-page.ts'));
const server = await serve(built);
const address = `http://127.0.0.1:${portOf(server)}`;
const browser = new Browser(found.executablePath ?? '', found.args ?? []);

async function run(name: string, situation: Situation): Promise<Run> {
  const page = await browser.open();
  let front: Page | undefined;
  try {
    await page.send('Emulation.setEmulatedMedia', {
      features: [
        {
          name: 'prefers-reduced-motion',
          value: situation.reducedMotion ? 'reduce' : 'no-preference',
        },
      ],
    });
    await page.go(`${address}/page?name=${situation.contender}`, 'globalThis.begin');
    await page.send('Page.bringToFront');
    const url = `/stream?tokens=${count}&rate=${RATE}`;
    await page.evaluate(`begin('${url}', ${Boolean(situation.offScreen)})`);
    if (situation.hidden) {
      front = await browser.open();
      await front.send('Page.bringToFront');
    }
    await sleep(LEAD_IN);
    await check(page, name, situation);
    const before = await page.metrics();
    await sleep(seconds * 1000);
    const after = await page.metrics();
    await check(page, name, situation);
    const shown = await page.evaluate<string>('shown()');
    if (shown.replace(/\s/g, '') !== sent)
      throw new Error(`${name}: the text is not what was sent`);
    const ms = (key: string) => (after[key]! - before[key]!) * 1000;
    return {
      cpu: ms('ThreadTime'),
      busy: ms('TaskDuration'),
      script: ms('ScriptDuration'),
      layout: ms('LayoutDuration') + ms('RecalcStyleDuration'),
    };
  } finally {
    await front?.close();
    await page.close();
  }
}

/** A figure counts only if the page was what the row says, and the stream was still coming. */
async function check(page: Page, name: string, situation: Situation): Promise<void> {
  const place = await page.evaluate<ReturnType<typeof globalThis.place>>('place()');
  for (const key of ['hidden', 'offScreen', 'reducedMotion'] as const) {
    if (place[key] !== Boolean(situation[key])) throw new Error(`${name}: ${key} is ${place[key]}`);
  }
  if (place.done) throw new Error(`${name}: the stream was over too early`);
}

const results = new Map<string, Run[]>(Object.keys(situations).map((name) => [name, []]));
try {
  // Taking turns, so that a noisy moment of the machine does not hit one alone.
  for (let round = 0; round < Number(values.runs); round++) {
    for (const [name, situation] of Object.entries(situations)) {
      results.get(name)!.push(await run(name, situation));
    }
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}

const onScreen = results.get('on screen')!;
/** The median of the ratios within each round. */
const ratio = (runs: readonly Run[], key: keyof Run): number =>
  Math.round(median(runs.map((one, index) => one[key] / onScreen[index]![key])) * 100) / 100;
const rows = [...results].map(([name, runs]): [string, Row] => {
  const of = (key: keyof Run) => Math.round(median(runs.map((one) => one[key])));
  return [
    name,
    {
      'cpu ms': of('cpu'),
      'cpu × on screen': ratio(runs, 'cpu'),
      'busy ms': of('busy'),
      'busy × on screen': ratio(runs, 'busy'),
      'script ms': of('script'),
      'layout ms': of('layout'),
    },
  ];
});
console.log(`\n${RATE} tokens a second for ${seconds} s, the median of ${values.runs} rounds`);
console.log(table(rows));
console.log('All text was there at the end of each.');
