// The browser tests as a few files: esbuild makes them at the start of a run and keeps what they share in chunks, so that a page
// asks for five files and not for two hundred.
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const asPath = (path) => `/${relative(root, path).replaceAll('\\', '/')}`;

/**
 * @param {(path: string) => boolean} isElsewhere says of a file in test/ that no browser runs it
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
        // The frames of some tests ask for the element itself.
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
        // The package's own `sideEffects` says nothing of its tests.
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
