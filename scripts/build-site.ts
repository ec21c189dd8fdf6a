// `npm run build:site`: the front page, the docs and Storybook as files, in site/. They need no server, since a service worker
// sends the streams, and work in any folder of any host with https. Needs dist/custom-elements.json, which `cem analyze` writes.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { docsPages } from '../page/build/plugin.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'site');

process.env['DEMO_WORKER'] = '1';
rmSync(out, { recursive: true, force: true });
await build({
  root,
  base: './',
  logLevel: 'warn',
  plugins: [docsPages()],
  build: { outDir: out, target: 'es2022' },
});

// By name, since npm has put node_modules/.bin on the PATH.
const { status } = spawnSync('storybook build --quiet --output-dir site/storybook', {
  cwd: root,
  shell: true,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
