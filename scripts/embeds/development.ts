import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import type * as Vite from 'vite';
import { ANSWER } from '../../demo-server/scenarios/llm-formats.js';
import { LYRIC } from '../../demo-server/texts.js';
import { folderOf } from './package.js';
import { Server } from './server.js';
import { Stage } from './stage.js';

/** Whether an example's `npm run dev` is vite. */
export const hasDevServer = (example: string): boolean =>
  readdirSync(folderOf(example)).some((file) => file.startsWith('vite.config.'));

/** Starts the dev server of an example: its own vite, with its own configuration. */
async function startVite(folder: string, demoServer: string): Promise<Vite.ViteDevServer> {
  const entry = createRequire(join(folder, 'package.json')).resolve('vite');
  const { createServer } = (await import(pathToFileURL(entry).href)) as typeof Vite;
  process.env['DEMO_SERVER'] = demoServer;
  const server = await createServer({
    root: folder,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 5400 },
  });
  return server.listen();
}

/**
 * What is different while one develops: a proxy stands between the element and the server, and frameworks do things twice
 * (React's StrictMode mounts everything two times).
 */
export function testDevelopment(example: string, browser: Browser): void {
  describe('in development', () => {
    const server = new Server();
    let vite: Vite.ViteDevServer | undefined;
    let stage: Stage;
    const { NODE_ENV, DEMO_SERVER } = process.env;

    before(async () => {
      await server.listen();
      vite = await startVite(folderOf(example), server.address);
      stage = new Stage(browser, server, vite.resolvedUrls?.local[0]);
      await stage.checkPage();
    });
    after(async () => {
      await vite?.close();
      await server.close();
      // Vite has set NODE_ENV, too: the next example is built for production.
      for (const [name, value] of Object.entries({ NODE_ENV, DEMO_SERVER })) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    });

    it('shows one song and keeps one connection open, which unmounting closes', () =>
      stage.visit(
        async (app) => {
          await app.songBegins();
          await server.until('one open connection', () => server.open('/json').length === 1);
          equal((await app.songs()).length, 1);
          await app.toggleSong();
          await server.until('no open connection', () => server.open('/json').length === 0);
        },
        { extra: { interval: '1000' } },
      ));

    it('types the song and an answer whole, and sends the question once', () =>
      stage.visit(
        async (app) => {
          await app.songIsDone();
          deepEqual(await app.songs(), [LYRIC]);
          await app.askQuestion('What is a stream?');
          await app.isReady();
          deepEqual(await app.answers(), [ANSWER]);
          equal(server.calls.filter(({ headers }) => headers.authorization).length, 1);
        },
        { extra: { interval: '5' } },
      ));

    if (example === 'react') {
      it('is a development build in StrictMode', () =>
        stage.visit(async (app) => {
          await app.songBegins();
          // Only React's development build says so.
          ok(app.notes.some((note) => note.includes('React DevTools')));
          match(readFileSync(join(folderOf(example), 'src/main.tsx'), 'utf8'), /<StrictMode>/);
        }));
    }

    it('leaves nothing in the console but that Lit is in dev mode', () => {
      const others = stage.problems.filter((problem) => !problem.startsWith('Lit is in dev mode.'));
      deepEqual(others, []);
    });
  });
}
