// Runs files of tests for Node one after the other in this process: `node --test` starts a process for each, and each of those
// compiles the same modules again.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

for (const path of process.argv.slice(2)) await import(pathToFileURL(resolve(path)).href);
