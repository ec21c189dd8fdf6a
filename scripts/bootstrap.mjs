// Makes a fresh clone ready for `npm start` and `npm test` (package.json: prestart, pretest).
// Node's own modules only: it runs before anything is installed.
//   node scripts/bootstrap.mjs [--browsers]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const readJson = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

function checkNode() {
  const wanted = readJson('package.json').engines.node.replace('>=', '');
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  console.error(`Node ${wanted} or newer is needed, this is Node ${process.versions.node}.`);
  process.exit(1);
}

/**
 * npm writes node_modules/.package-lock.json when an installation is complete. Comparing it with the lock (and not with a
 * stamp of our own) also recognises an installation made by hand, and leaves it alone.
 */
function isInstalled() {
  try {
    const wanted = readJson('package-lock.json').packages;
    const found = readJson('node_modules/.package-lock.json').packages;
    const agrees = ([path, { version }]) => wanted[path]?.version === version;
    // An optional package may be meant for another platform; the root itself ('') is not installed.
    const isThere = ([path, { optional }]) => path === '' || optional || path in found;
    return Object.entries(found).every(agrees) && Object.entries(wanted).every(isThere);
  } catch {
    return false;
  }
}

checkNode();

if (!isInstalled()) {
  console.log('Installing what package-lock.json names (npm ci) …');
  // The npm that runs us, if it is one: on Windows `npm` is a script that needs a shell.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? { command: process.execPath, args: [process.env.npm_execpath] }
    : { command: 'npm', args: [] };
  const { status, error } = spawnSync(npm.command, [...npm.args, 'ci', '--include=dev'], {
    cwd: root,
    stdio: 'inherit',
    shell: npm.command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`npm ci failed${error ? `: ${error.message}` : ''}`);
    process.exit(status ?? 1);
  }
}

if (process.argv.includes('--browsers')) {
  const { chromium, installChromium } = await import('./browsers.mjs');
  if (!(await chromium())) await installChromium();
}
