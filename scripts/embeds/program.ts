import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { freePort, said } from '../../test/resumable/support/programs.js';

/** Starts an example's script in the example's folder, like its `npm start`. */
export function start(
  folder: string,
  script: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const child = spawn(process.execPath, script, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  // Not SIGKILL, since the script must end the programs it has started.
  const end = (): void => void child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

/** Starts an example's own vite, with the example's configuration. */
export async function startVite(
  folder: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePorts(1);
  const options = ['--port', `${port}`, '--strictPort'];
  const child = start(folder, ['node_modules/vite/bin/vite.js', ...args, ...options], env);
  await said(child, /127\.0\.0\.1/);
  return { child, port };
}

/** Whether a program listens on a port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Returns the first of `count` consecutive ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number> {
  const first = await freePort();
  const ports = Array.from({ length: count }, (_, index) => first + index);
  const areFree = await Promise.all(ports.map(isFree));
  return areFree.every(Boolean) ? first : freePorts(count);
}
