// Tests the stories: serves the site's Storybook with the demo server's streams and shows every story in Chromium. A story fails
// by an error while rendering or playing, an uncaught error, or an accessibility violation. Documentation pages must render, and
// their links must not be broken.
//   npm run build:site && node --import tsx scripts/test-stories.ts [part of an id]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { preview } from 'vite';
import { chromium } from './browsers.mjs';
import { brokenLinks, readLinks, type PageLinks } from './story-links.js';

const STORY_TIMEOUT = 90_000;
/** Number of stories at a time, since a story mostly waits. */
const WINDOWS = 4;
/** Disables the site's service worker, so that the streams come from the demo server over HTTP. */
const withoutWorker = 'delete Navigator.prototype.serviceWorker;';
const listener = readFileSync(new URL('story-listener.js', import.meta.url), 'utf8');

interface Entry {
  id: string;
  title: string;
  name: string;
  type: 'story' | 'docs';
}

/** The channel's report on a story that was rendered, played and checked. */
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

/** A separate window, with its own animation frames and its own limit of six connections. */
class Window {
  readonly #browser: Browser;
  readonly #address: string;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  #uncaught: string[] = [];

  constructor(browser: Browser, address: string) {
    this.#browser = browser;
    this.#address = address;
  }

  /** Returns all problems of an entry. */
  async check({ id, type }: Entry, links: Map<string, PageLinks>): Promise<string[]> {
    this.#uncaught = [];
    const problems: string[] = [];
    let isSettled = true;
    let timer: NodeJS.Timeout | undefined;
    try {
      const timeout = new Promise<never>((_, reject) => {
        const message = `did not finish in ${STORY_TIMEOUT / 1000} s`;
        timer = setTimeout(() => reject(new Error(message)), STORY_TIMEOUT);
      });
      const finished = await Promise.race([this.#show(id, type), timeout]);
      problems.push(...finished.errors, ...describeViolations(finished));
      if (finished.status === 'error' && problems.length === 0) problems.push('failed');
      if (type === 'docs' && this.#page) {
        links.set(id, await readLinks(this.#page));
        isSettled = (await this.#page.evaluate('storyVisit.settled()')) as boolean;
      }
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
    clearTimeout(timer);
    problems.push(...this.#uncaught);
    // A failure may have damaged the page, and leaving a running story would make Storybook load the page again.
    if (problems.length || !isSettled) this.#leave();
    return [...new Set(problems)];
  }

  /** Shows an entry in the same page as the previous one, as for a reader. */
  async #show(id: string, type: Entry['type']): Promise<Finished> {
    const viewMode = type === 'docs' ? 'docs' : 'story';
    const show = `storyVisit.show(${JSON.stringify(id)}, '${viewMode}')`;
    if (this.#page) return (await this.#page.evaluate(show)) as Finished;
    this.#context ??= await this.#browser.createBrowserContext();
    const page = (this.#page = await this.#context.newPage());
    page.on('pageerror', (error) => {
      const [message] = (error instanceof Error ? error.message : String(error)).split('\n');
      this.#uncaught.push(`uncaught: ${message}`);
    });
    const first = `globalThis.firstVisit = storyVisit.first(${JSON.stringify(id)});`;
    await page.evaluateOnNewDocument(`${withoutWorker}\n${listener}\n${first}`);
    const url = `${this.#address}iframe.html?viewMode=${viewMode}&id=${id}`;
    await page.goto(url, { waitUntil: 'domcontentloaded', timeout: STORY_TIMEOUT });
    return (await page.evaluate('firstVisit')) as Finished;
  }

  /** Closes the page without waiting, since a hanging page may not close. */
  #leave(): void {
    this.#page?.close().catch(() => undefined);
    this.#page = undefined;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = 'site/storybook';
const { entries: index } = JSON.parse(readFileSync(`${root}/${outDir}/index.json`, 'utf8')) as {
  entries: Record<string, Entry>;
};
const part = process.argv[2] ?? '';
const entries = Object.values(index).filter(({ id }) => id.includes(part));

const totals = { passed: 0, failed: 0 };
function report(name: string, problems: readonly string[]): void {
  console.log(`${problems.length ? '✗' : '✓'} ${name}`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '    '));
  totals[problems.length ? 'failed' : 'passed']++;
}

const launchOptions = await chromium();
if (!launchOptions) throw new Error('chromium: not found');
// vite.config.ts adds the demo server; any free port will do.
const server = await preview({
  root,
  logLevel: 'error',
  appType: 'mpa',
  build: { outDir },
  preview: { port: 6100 },
});
const [address = ''] = server.resolvedUrls?.local ?? [];
const browser = await launch(launchOptions);
const links = new Map<string, PageLinks>();
try {
  const waiting = entries.values();
  const work = async (): Promise<void> => {
    const window = new Window(browser, address);
    for (const entry of waiting) {
      report(`${entry.title}: ${entry.name}`, await window.check(entry, links));
    }
  };
  await Promise.all(Array.from({ length: WINDOWS }, work));
  report('The links of the manual', brokenLinks(links, index));
} finally {
  await browser.close();
  await server.close();
}
console.log(`${totals.passed} passed, ${totals.failed} failed, 0 skipped`);
process.exit(totals.failed || !totals.passed ? 1 : 0);
