// Installs the packages of a package-lock.json, if missing. Imports only Node's own modules, since it runs first.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readJson = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * Compares node_modules/.package-lock.json, which npm writes when an installation is complete, with the lock. Unlike a stamp
 * file, this also recognises a manual installation.
 */
export function isInstalled(folder) {
  try {
    const wanted = readJson(folder, 'package-lock.json').packages;
    const found = readJson(folder, 'node_modules', '.package-lock.json').packages;
    const agrees = ([path, { version }]) => wanted[path]?.version === version;
    // An optional package may be for another platform; the root itself ('') is not installed.
    const isThere = ([path, { optional }]) => path === '' || optional || path in found;
    return Object.entries(found).every(agrees) && Object.entries(wanted).every(isThere);
  } catch {
    return false;
  }
}

/** The command for npm: the npm that runs this process, if any. On Windows `npm` is a script that needs a shell. */
export const npmCommand = process.env.npm_execpath?.endsWith('npm-cli.js')
  ? { command: process.execPath, first: [process.env.npm_execpath], shell: false }
  : { command: 'npm', first: [], shell: process.platform === 'win32' };

/** Runs npm in a folder; returns the exit code and, unless `stdio` is inherited, the output. */
export function npm(folder, args, stdio = 'inherit') {
  const { command, first, shell } = npmCommand;
  return spawnSync(command, [...first, ...args], { cwd: folder, encoding: 'utf8', stdio, shell });
}
