import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext } from 'puppeteer-core';
import { LYRIC } from '../../demo-server/texts.js';
import { end } from '../../test/resumable/support/programs.js';
import { SHOWN } from './chat.js';
import { folderOf } from './package.js';
import { startVite } from './program.js';
import { Server } from './server.js';
import { Stage } from './stage.js';

/** Whether an example's `npm run dev` is vite. */
export const hasDevServer = (example: string): boolean =>
  readdirSync(folderOf(example)).some((file) => file.startsWith('vite.config.'));

/**
 * Tests what is different in development: a proxy stands between the element and the server, and frameworks do some work twice
 * (React's StrictMode mounts everything twice).
 */
export function testDevelopment(example: string, context: () => BrowserContext): void {
  describe('in development', () => {
    const server = new Server();
    let vite: ChildProcess | undefined;
    let stage: Stage;

    before(async () => {
      await server.listen();
      const dev = await startVite(folderOf(example), [], { DEMO_SERVER: server.address });
      vite = dev.child;
      stage = new Stage(context(), server, `http://127.0.0.1:${dev.port}/`);
      // Vite loads the first page twice, since it discovers the page's imports late.
      await stage.visit((app) => app.songBegins());
    });
    after(async () => {
      if (vite) await end(vite, 'SIGTERM');
      await server.close();
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
          deepEqual(await app.answers(), [SHOWN]);
          equal(server.calls.filter(({ headers }) => headers.authorization).length, 1);
        },
        { extra: { interval: '1' } },
      ));

    if (example === 'react') {
      it('is a development build in StrictMode', () =>
        stage.visit(async (app) => {
          await app.songBegins();
          // Only React's development build logs this.
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
