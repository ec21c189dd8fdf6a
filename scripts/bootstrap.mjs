// Prepares a fresh clone for `npm start` and `npm test` (package.json: prestart, pretest).
// Imports only Node's own modules, since it runs before anything is installed.
//   node scripts/bootstrap.mjs [--browsers]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isInstalled, npm } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function checkNode() {
  const wanted = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).engines.node.replace(
    '>=',
    '',
  );
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(`Node ${wanted} or newer is needed, this is Node ${process.versions.node}.`);
  process.exit(1);
}

checkNode();

if (!isInstalled(root)) {
  console.log('Installing what package-lock.json names (npm ci) …');
  const { status, error } = npm(root, ['ci', '--include=dev']);
  if (status !== 0) {
    console.error(`npm ci failed${error ? `: ${error.message}` : ''}`);
    process.exit(status ?? 1);
  }
}

if (process.argv.includes('--browsers')) {
  const { chromium, installChromium } = await import('./browsers.mjs');
  if (!(await chromium())) await installChromium();
}
