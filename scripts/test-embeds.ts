// Tests the examples: the project is packed as for publishing, each example installs the package and is built for production,
// and the built page is used in Chromium like by a user, against the demo server.
//   npm run test:embeds [-- react vue]
import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { launch, type Browser, type BrowserContext } from 'puppeteer-core';
import { needs } from '../test/resumable/support/programs.js';
import { chromium } from './browsers.mjs';
import { testChatPage } from './embeds/chat-page.js';
import { testChat } from './embeds/chat.js';
import { PAGES, STYLE, render, styleCopies } from './embeds/docs.js';
import { hasDevServer, testDevelopment } from './embeds/development.js';
import {
  apps,
  differences,
  exampleFolders,
  examples,
  pack,
  pageFolder,
  prepare,
} from './embeds/package.js';
import { testPage } from './embeds/page.js';
import { testResumableChat } from './embeds/resumable-chat.js';
import { Server } from './embeds/server.js';
import { testSong } from './embeds/song.js';
import { Stage } from './embeds/stage.js';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !examples.includes(name));
if (unknown.length) {
  throw new Error(`No such example: ${unknown.join(', ')}. There are: ${examples.join(', ')}.`);
}

const launchOptions = await chromium();
if (!launchOptions) throw new Error('chromium: not found');
const files = await pack();
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const failures = await prepare(examples.filter(isWanted), files);

it('tests every example', () => {
  deepEqual(exampleFolders().sort(), [...examples].sort());
});

describe('what the examples share (npm run docs writes it)', () => {
  it('is shown in docs/frameworks.md and docs/chat.md as the examples have it', () => {
    for (const path of PAGES) {
      const page = readFileSync(path, 'utf8');
      equal(page, render(page), path);
    }
  });

  it('is one style', () => {
    for (const copy of styleCopies()) {
      equal(readFileSync(copy, 'utf8'), readFileSync(STYLE, 'utf8'), copy);
    }
  });
});

let browser: Browser | undefined;

/** Defines the tests of an example, with a separate session, cache and window in the shared browser. */
function suite(
  example: string,
  define: (context: () => BrowserContext) => void,
  options = {},
): void {
  if (!isWanted(example)) return;
  describe(example, { concurrency: 1, ...options }, () => {
    let context: BrowserContext | undefined;
    before(async () => {
      if (failures.has(example)) throw failures.get(example);
      context = await browser?.createBrowserContext();
    });
    after(() => context?.close());

    it('is built with the package as it was packed, file for file', () => {
      deepEqual(differences(example, files), []);
    });
    define(() => {
      if (!context) throw new Error('The browser is not there yet.');
      return context;
    });
  });
}

function testApp(example: string, context: () => BrowserContext): void {
  let server: Server | undefined;
  let stage: Stage;
  before(async () => {
    server = new Server(pageFolder(example));
    await server.listen();
    stage = new Stage(context(), server);
  });
  after(() => server?.close());

  testSong(() => stage);
  testChat(() => stage);
  testPage(() => stage);
  if (hasDevServer(example)) testDevelopment(example, context);
}

// Two at a time, since the tests mostly wait.
describe('the examples', { concurrency: 2 }, () => {
  before(async () => {
    browser = await launch(launchOptions);
  });
  after(() => browser?.close());

  suite('chat', testChatPage);
  for (const app of apps) suite(app, (context) => testApp(app, context));
  suite('resumable-chat', testResumableChat, needs('redis-server'));
});
