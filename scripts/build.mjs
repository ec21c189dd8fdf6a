// `npm run build`: everything in the package's dist.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const commands = [
  'tsc -p tsconfig.build.json',
  'tsc -p tsconfig.server.json',
  'vite build --config vite.cdn.config.ts',
  'vite build --config vite.cdn.config.ts --mode markdown',
  'cem analyze',
  'node scripts/editor-data.mjs',
];

rmSync(join(root, 'dist'), { recursive: true, force: true });
for (const command of commands) {
  const { status } = spawnSync(command, {
    cwd: root,
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH },
  });
  if (status !== 0) process.exit(status ?? 1);
}
