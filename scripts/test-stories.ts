// The stories as tests: serves the built Storybook with the demo server's streams, opens every story by itself in Chromium, and
// fails it for an error while rendering or playing, an uncaught error, or an accessibility violation.
//   npm run build-storybook && node --import tsx scripts/test-stories.ts [part of a story's id]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, type BrowserContext } from 'puppeteer-core';
import { preview } from 'vite';
import { chromium } from './browsers.mjs';

const STORY_TIMEOUT = 180_000;
/** Stories at a time: most of what a story takes is waiting. */
const WINDOWS = 3;
const listener = readFileSync(new URL('story-listener.js', import.meta.url), 'utf8');

interface IndexEntry {
  id: string;
  title: string;
  name: string;
  type: string;
}

/** What Storybook's channel says when a story has been rendered, played and examined. */
interface Finished {
  status: 'success' | 'error';
  reporters: { type: string; status: string; result?: { violations?: Violation[] } }[];
  errors: string[];
}

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

function describeViolations({ reporters }: Finished): string[] {
  return reporters
    .filter(({ status }) => status === 'failed')
    .flatMap(({ type, result }) => result?.violations ?? [{ id: type, help: 'failed', nodes: [] }])
    .flatMap(({ id, help, nodes }) => [
      `${id}: ${help}`,
      ...nodes.map(({ html, failureSummary = '' }) =>
        `  ${html}\n${failureSummary}`.replaceAll('\n', '\n    '),
      ),
    ]);
}

/** Everything that is wrong with a story; nothing if it is fine. */
async function check(window: BrowserContext, url: string): Promise<string[]> {
  const page = await window.newPage();
  const problems: string[] = [];
  try {
    page.on('pageerror', (error) => {
      const [message] = (error instanceof Error ? error.message : String(error)).split('\n');
      problems.push(`uncaught: ${message}`);
    });
    await page.evaluateOnNewDocument(listener);
    await page.goto(url, { waitUntil: 'domcontentloaded', timeout: STORY_TIMEOUT });
    const timeout = new Promise<never>((_, reject) => {
      const message = `did not finish in ${STORY_TIMEOUT / 1000} s`;
      setTimeout(() => reject(new Error(message)), STORY_TIMEOUT).unref();
    });
    const finished = await Promise.race([
      page.evaluate('storyFinished') as Promise<Finished>,
      timeout,
    ]);
    problems.push(...finished.errors, ...describeViolations(finished));
    if (finished.status === 'error' && problems.length === 0) problems.push('failed');
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    // Closes the page's streams too: only six fit one origin.
    await page.close();
  }
  return [...new Set(problems)];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = 'storybook-static';
const index = JSON.parse(readFileSync(`${root}/${outDir}/index.json`, 'utf8')) as {
  entries: Record<string, IndexEntry>;
};
const part = process.argv[2] ?? '';
const stories = Object.values(index.entries).filter(
  ({ id, type }) => type === 'story' && id.includes(part),
);

const totals = { passed: 0, failed: 0 };
const launchOptions = await chromium();
if (!launchOptions) throw new Error('chromium: not found');
// vite.config.ts brings the demo server; any port will do.
const server = await preview({
  root,
  logLevel: 'error',
  appType: 'mpa',
  build: { outDir },
  preview: { port: 6100 },
});
const [address] = server.resolvedUrls?.local ?? [];
const browser = await launch(launchOptions);
try {
  const waiting = stories.values();
  const work = async (): Promise<void> => {
    // A window of its own has animation frames, and sockets of its own.
    const window = await browser.createBrowserContext();
    for (const { id, title, name } of waiting) {
      const problems = await check(window, `${address}iframe.html?viewMode=story&id=${id}`);
      console.log(`${problems.length ? '✗' : '✓'} ${title}: ${name}`);
      for (const problem of problems) console.log(problem.replace(/^/gm, '    '));
      totals[problems.length ? 'failed' : 'passed']++;
    }
  };
  await Promise.all(Array.from({ length: WINDOWS }, work));
} finally {
  await browser.close();
  await server.close();
}
console.log(`${totals.passed} passed, ${totals.failed} failed, 0 skipped`);
process.exit(totals.failed || !totals.passed ? 1 : 0);
