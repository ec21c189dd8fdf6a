// Runs test files for Node one after the other in this process: `node --test` would start a process for each file, which
// compiles the same modules again.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

for (const path of process.argv.slice(2)) await import(pathToFileURL(resolve(path)).href);
