// Bundles the browser tests: at the start of a run esbuild puts shared modules into chunks, so that a page requests five files
// instead of two hundred.
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const asPath = (path) => `/${relative(root, path).replaceAll('\\', '/')}`;

/**
 * @param {(path: string) => boolean} isElsewhere whether a file in test/ does not run in a browser
 * @returns {import('@web/dev-server-core').Plugin}
 */
export function testBundle(isElsewhere) {
  const files = new Map();
  return {
    name: 'test-bundle',
    async serverStart() {
      const tests = readdirSync(`${root}test`, { recursive: true })
        .map((path) => `test/${path.replaceAll('\\', '/')}`)
        .filter((path) => path.endsWith('.test.ts') && !isElsewhere(path));
      const { outputFiles, metafile } = await build({
        absWorkingDir: root,
        // Frames in some tests load the element itself.
        entryPoints: ['src/index.ts', ...tests],
        outdir: root,
        outbase: root,
        bundle: true,
        splitting: true,
        write: false,
        metafile: true,
        format: 'esm',
        target: 'es2022',
        sourcemap: true,
        // Lit's development build warns of mistakes.
        conditions: ['development'],
        // The package's `sideEffects` does not cover its tests.
        ignoreAnnotations: true,
      });
      for (const { path, text } of outputFiles) {
        const { entryPoint } = metafile.outputs[relative(root, path)] ?? {};
        files.set(entryPoint ? `/${entryPoint}` : asPath(path), text);
      }
    },
    serve({ path }) {
      const body = files.get(path);
      return body === undefined ? undefined : { body, type: path.endsWith('.map') ? 'json' : 'js' };
    },
  };
}
