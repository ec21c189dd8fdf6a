import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'node:test';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

async function bundle(entry: string, external: string[] = []): Promise<[string[], Uint8Array]> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    external,
    format: 'esm',
    metafile: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    write: false,
  });
  return [Object.keys(metafile.inputs), outputFiles[0]!.contents];
}

describe('The server entry', () => {
  it('has nothing of the element in it, and no Redis client', async () => {
    const [inputs] = await bundle('server/index.ts');
    const foreign = inputs.filter(
      (path) => !/^(server|node_modules\/eventsource-parser)\//.test(path),
    );
    assert.deepEqual(foreign, []);
  });

  it('has up to 7 kB, compressed', async () => {
    const [, contents] = await bundle('server/index.ts', ['eventsource-parser']);
    const { length } = gzipSync(contents, { level: 9 });
    assert.ok(length <= 7000, `${length} bytes`);
  });

  it('is not in the element', async () => {
    const [inputs] = await bundle('src/index.ts');
    assert.deepEqual(
      inputs.filter((path) => path.startsWith('server/')),
      [],
    );
  });
});
