// Installs what a package-lock.json names, if it is not there yet. Node's own modules only: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readJson = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * npm writes node_modules/.package-lock.json when an installation is complete. Comparing it with the lock (and not with a
 * stamp of our own) also recognises an installation made by hand, and leaves it alone.
 */
export function isInstalled(folder) {
  try {
    const wanted = readJson(folder, 'package-lock.json').packages;
    const found = readJson(folder, 'node_modules', '.package-lock.json').packages;
    const agrees = ([path, { version }]) => wanted[path]?.version === version;
    // An optional package may be meant for another platform; the root itself ('') is not installed.
    const isThere = ([path, { optional }]) => path === '' || optional || path in found;
    return Object.entries(found).every(agrees) && Object.entries(wanted).every(isThere);
  } catch {
    return false;
  }
}

/** What runs npm: the npm that runs us, if it is one. On Windows `npm` is a script that needs a shell. */
export const npmCommand = process.env.npm_execpath?.endsWith('npm-cli.js')
  ? { command: process.execPath, first: [process.env.npm_execpath], shell: false }
  : { command: 'npm', first: [], shell: process.platform === 'win32' };

/** Runs npm in a folder, and gives its exit code and what it printed, if that is not inherited. */
export function npm(folder, args, stdio = 'inherit') {
  const { command, first, shell } = npmCommand;
  return spawnSync(command, [...first, ...args], { cwd: folder, encoding: 'utf8', stdio, shell });
}
