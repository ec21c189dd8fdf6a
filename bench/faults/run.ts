// `npm run bench -- faults`: every client against every fault, in a real Chromium, and the table of
// docs/faults.md. `--only 'ours, fetch;native' --fault feed,204` runs a part and writes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch, type Browser } from 'puppeteer-core';
import { chromium } from '../../scripts/browsers.mjs';
import { faults, TEXT, type Fault } from './faults.js';
import type { Job, Outcome } from './job.js';
import { judge, type Run, type Verdict } from './judge.js';
import { installed, writeTable } from './report.js';
import { startServer, type FaultServer } from './server.js';

const NAMES = [
  'ours',
  'ours, fetch',
  'native',
  'eventsource',
  'fetch-event-source',
  'htmx 4',
  'htmx 2',
] as const;
/** A run that has not come to an end by then is stopped. */
const LIMIT = 8000;
/** Clients that back off ask seldom. */
const LATE = 5000;

const { values } = parseArgs({
  options: { only: { type: 'string' }, fault: { type: 'string' } },
});
const names = values.only ? values.only.split(';') : [...NAMES];
const chosen = values.fault?.split(',');

install();
const launchOptions = await chromium();
if (!launchOptions) throw new Error('No Chromium was found: set CHROME_PATH.');
const server = await startServer();
const browser = await launch(launchOptions);
const rows = new Map<Fault, Map<string, Verdict>>();
try {
  for (const fault of faults.filter(({ name }) => !chosen || chosen.includes(name))) {
    // Side by side: each in a browser context, and so with connections, of its own.
    const verdicts = await Promise.all(
      names.map(
        async (name) => [name, judge(fault, await run(browser, server, name, fault))] as const,
      ),
    );
    rows.set(fault, new Map(verdicts));
    console.log(`\n${fault.name}`);
    for (const [name, { good, words }] of verdicts) {
      console.log(`  ${good ? '✓' : '✗'} ${name.padEnd(20)} ${words}`);
    }
  }
  if (!values.only && !chosen) {
    await writeTable(rows, NAMES, { ...installed(), Chromium: await browser.version() });
  }
} finally {
  await browser.close();
  server.close();
}

/** The peers are no dependencies of the project: they come on the first run. */
function install(): void {
  if (existsSync(new URL('./node_modules/eventsource', import.meta.url))) return;
  const npm = process.env['npm_execpath'];
  const [command, ...args] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const { status } = spawnSync(command, [...args, 'install', '--no-package-lock'], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function run(
  browser: Browser,
  server: FaultServer,
  name: string,
  fault: Fault,
): Promise<Run> {
  const key = `${name}-${fault.name}-${Date.now()}`;
  const query = new URLSearchParams({ text: TEXT, key });
  for (const [field, value] of Object.entries(fault.query ?? {})) query.set(field, String(value));
  const job: Job = { ...fault.job, url: `${fault.path}?${query.toString()}` };
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const started = performance.now();
    const address = new URLSearchParams({ contender: name, job: JSON.stringify(job) });
    await page.goto(`${server.origin}/page?${address.toString()}`);
    await page.waitForFunction('globalThis.outcome');
    // The page may be gone before it is shown again.
    if (fault.hides) hide(page).catch(() => undefined);
    for (;;) {
      const outcome = (await page.evaluate('globalThis.outcome()')) as Outcome;
      const over = outcome.ended || outcome.failed || outcome.impossible;
      const now = performance.now();
      if (over || now - started > LIMIT) {
        // Long enough to see whether it really stops asking.
        if (over && !outcome.impossible) await new Promise((resolve) => setTimeout(resolve, 500));
        const last = over ? ((await page.evaluate('globalThis.outcome()')) as Outcome) : outcome;
        const times = server.requests(key);
        return {
          ...last,
          requests: times.length,
          stopped: !over,
          open: server.open(key),
          gap: (times.at(-1) ?? 0) - (times.at(-2) ?? 0),
          late: times.filter((time) => time > now - LATE).length,
        };
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await context.close();
  }
}

/** Tells the page that it is hidden, and half a second later that it is not. */
async function hide(page: { evaluate(script: string): Promise<unknown> }): Promise<void> {
  const set = (hidden: boolean) =>
    page.evaluate(`
      Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
      Object.defineProperty(document, 'visibilityState', {
        configurable: true, value: '${hidden ? 'hidden' : 'visible'}',
      });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await set(true);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await set(false);
}
