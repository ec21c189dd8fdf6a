import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { COMPILE_HINT, markdownBeside } from '../vite.cdn.config.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One file and all that it imports, by its path from here. */
export async function bundle(path: string, minify = true): Promise<string> {
  const entry = here(path);
  const isPlainText = path.startsWith('contenders/');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: here('.'),
    // A page of plain text does not load it.
    plugins: isPlainText ? [markdownBeside] : [],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: 'bundle' },
      rolldownOptions: { output: { minify, codeSplitting: false } },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  const chunk = first && 'output' in first ? first.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error(`nothing was built of ${entry}`);
  // As in the file for a CDN.
  return /contenders\/ours/.test(path) ? `${COMPILE_HINT}\n${chunk.code}` : chunk.code;
}

/** Bundles each contender by itself, as a page would load it. One that is not installed is left out. */
export async function bundles(
  names?: readonly string[],
  minify = true,
): Promise<Map<string, string>> {
  const result = new Map([['harness', await bundle('harness.ts', minify)]]);
  for (const file of readdirSync(here('contenders')).sort()) {
    const name = file.replace(/\.[jt]s$/, '');
    if (names && !names.includes(name)) continue;
    try {
      result.set(name, await bundle(`contenders/${file}`, minify));
    } catch (error) {
      const [reason = ''] = String(error).split('\n');
      console.log(`${name} is left out (npm --prefix bench install): ${reason}`);
    }
  }
  return result;
}

export const gzipSize = (code: string): number => gzipSync(code, { level: 9 }).length;
