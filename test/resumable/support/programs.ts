import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What to do about a program that is not there. */
const remedies = {
  'redis-server': 'install redis-server (Debian, Ubuntu) or redis (Homebrew)',
  nginx: 'install nginx',
  openssl: 'install openssl',
};

export type Program = keyof typeof remedies;

/** The path of a program, also where servers are that are not on everybody's PATH. */
export function find(program: Program): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * For the options of a test that needs programs: without them it is left out, with what to do about it. In CI it runs, and
 * fails, since a suite that tests nothing must not look well.
 */
export function needs(...programs: Program[]): { skip?: string } {
  const missing = programs.filter((program) => !find(program));
  if (missing.length === 0 || process.env['CI']) return {};
  return { skip: missing.map((name) => `${name} is missing: ${remedies[name]}`).join('; ') };
}

export function pathOf(program: Program): string {
  const path = find(program);
  if (!path) throw new Error(`${program} is missing: ${remedies[program]}.`);
  return path;
}

/**
 * A port that was free a moment ago, below those that systems give to outgoing connections: one of these would take the port
 * while the server that has it is killed and started again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

// One listener a program, and some tests start many.
process.setMaxListeners(0);

/** A folder that goes when the process ends, should nobody remove it before. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'typewriter-stream-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A program that does not outlive this process. */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/** Sends a signal and waits for the end that it brings. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** Resolves to the match once a line of the program's output has it; rejects when the program ends before. */
export function said(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
      const match = pattern.exec(text);
      if (match) resolve(match);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${child.spawnfile} ended: ${text}`)));
  });
}
