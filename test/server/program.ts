import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** One file, since each start of the program would compile its TypeScript again. */
const PROGRAM = fileURLToPath(
  new URL('../../node_modules/.cache/demo-server/main.mjs', import.meta.url),
);
await build({
  absWorkingDir: ROOT,
  entryPoints: ['demo-server/main.ts'],
  outfile: PROGRAM,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const children = new Set<ChildProcess>();
// Also when a test fails: no process may outlive its test.
after(() => children.forEach((child) => child.kill('SIGKILL')));

export interface Outcome {
  code: number | null;
  output: string;
}

/** The demo server as a program of its own. */
export class Program {
  output = '';
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;

  constructor(args: string[], env: Record<string, string> = {}) {
    const { PORT: _, ...inherited } = process.env;
    this.child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: ROOT,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(this.child);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.outcome = once(this.child, 'close').then(([code]) => {
      children.delete(this.child);
      return { code: code as number | null, output: this.output };
    });
  }

  async origin(): Promise<string> {
    while (!this.output.includes('\n')) {
      await Promise.race([once(this.child.stdout!, 'data'), this.outcome]);
      if (this.child.exitCode !== null) throw new Error(`It ended: ${this.output}`);
    }
    return /http:\/\/127\.0\.0\.1:\d+/.exec(this.output)?.[0] ?? '';
  }
}
