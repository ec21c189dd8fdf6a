import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createServer, preview, type InlineConfig } from 'vite';
import { demoServer } from '../../demo-server/vite-plugin.js';

test("vite's dev server and its preview stream without buffering, and keep their own paths", async () => {
  const root = await mkdtemp(join(tmpdir(), 'demo-server-'));
  await writeFile(join(root, 'index.html'), '<p>mine</p>');
  const listening = { host: '127.0.0.1', port: 0, strictPort: false };
  const config: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [demoServer()],
    server: listening,
    preview: listening,
    build: { outDir: '.' },
  };
  const dev = await (await createServer(config)).listen();
  const built = await preview(config);
  try {
    for (const server of [dev, built]) {
      const origin = server.resolvedUrls?.local[0] ?? '';
      assert.match(await (await fetch(origin)).text(), /<p>mine<\/p>/);
      const leave = new AbortController();
      // The second event is a minute away, so what is read now was not held back.
      const { body } = await fetch(`${origin}article?interval=60000`, { signal: leave.signal });
      let text = '';
      for await (const chunk of body ?? []) {
        text += new TextDecoder().decode(chunk);
        if (text.includes('id: 1\n')) break;
      }
      assert.match(text, /^: open\n\nid: 1\n/);
      leave.abort();
    }
  } finally {
    await Promise.all([dev.close(), built.close()]);
    await rm(root, { recursive: true });
  }
});
