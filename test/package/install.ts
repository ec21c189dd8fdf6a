import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { npmCommand } from '../../scripts/install.mjs';
import { readJson, root } from './support.js';

const run = promisify(execFile);

/** Not in the way of the registry below, which runs in this process. */
export async function runNpm(cwd: string, ...args: string[]): Promise<string> {
  const { command, first, shell } = npmCommand;
  const { stdout } = await run(command, [...first, ...args], { cwd, shell });
  return stdout;
}

export async function runNode(cwd: string, script: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd,
  });
  return JSON.parse(stdout);
}

interface Packed {
  readonly filename: string;
  readonly integrity: string;
}

/**
 * A company's registry for its own scope: it has our package as `@mirror/typewriter-stream`, and nothing else, so that an
 * installation fails that asks it for more.
 */
function mirror(tarball: string, integrity: string): Server {
  const about = readJson('package.json') as { version: string };
  const name = '@mirror/typewriter-stream';
  return createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    if (path === `/${basename(tarball)}`) {
      void readFile(tarball).then((content) => response.end(content));
      return;
    }
    if (path !== `/${name}`) {
      response.writeHead(404).end();
      return;
    }
    const dist = { tarball: `http://${request.headers.host}/${basename(tarball)}`, integrity };
    response.setHeader('Content-Type', 'application/json').end(
      JSON.stringify({
        name,
        'dist-tags': { latest: about.version },
        versions: { [about.version]: { ...about, name, dist } },
      }),
    );
  });
}

/** A project that has the package as others get it. */
export interface Installation {
  readonly folder: string;
  readonly packageFolder: string;
  remove(): Promise<void>;
}

/**
 * Packs, and installs it twice in a project of its own: as `typewriter-stream` from the tarball, and as `typing`, an
 * `npm:` alias of a copy in the registry of another scope.
 */
export async function install(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'typewriter-stream-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  let server: Server | undefined;
  try {
    const [packed] = JSON.parse(
      await runNpm(root, 'pack', '--json', '--pack-destination', folder),
    ) as [Packed];
    server = mirror(join(folder, packed.filename), packed.integrity);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await writeFile(join(folder, '.npmrc'), `@mirror:registry=http://127.0.0.1:${port}/\n`);
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({
        private: true,
        type: 'module',
        dependencies: {
          'typewriter-stream': `file:${packed.filename}`,
          typing: 'npm:@mirror/typewriter-stream',
        },
      }),
    );
    await runNpm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund');
    return {
      folder,
      packageFolder: join(folder, 'node_modules', 'typewriter-stream'),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    server?.close();
  }
}
