// The package as it would be published, and the examples that install it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, npmCommand } from '../install.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const folderOf = (example: string): string => join(root, 'examples', example);

/** The same small app in each framework; the slowest to build is first. */
export const apps: readonly string[] = ['angular', 'react', 'vue', 'svelte', 'solid', 'html'];
/** Other examples, each with its own server. */
export const servers: readonly string[] = ['chat', 'resumable-chat'];
export const examples: readonly string[] = [...apps, ...servers];

/** Every folder with an example, which has its own package.json. */
export const exampleFolders = (): string[] =>
  readdirSync(join(root, 'examples')).filter((name) =>
    existsSync(join(folderOf(name), 'package.json')),
  );

interface Manifest {
  version: string;
  scripts: Record<string, string>;
  dependencies?: Record<string, string>;
}

interface Lock {
  packages: Record<string, Record<string, unknown>>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
export const manifestOf = (folder: string): Manifest =>
  readJson(join(folder, 'package.json')) as Manifest;

/** Runs a program and returns its output; throws with the output if it failed. */
async function run(
  { command, first, shell }: typeof npmCommand,
  folder: string,
  ...args: string[]
): Promise<string> {
  const child = spawn(command, [...first, ...args], { cwd: folder, shell });
  let output = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status === 0) return output;
  throw new Error(`${command} ${args.join(' ')} failed:\n${output}\n${said}`);
}

/**
 * Builds the project (unless the test runner did, and so set EMBEDS_BUILT) and packs it to examples/typewriter-stream.tgz, on
 * which the examples depend.
 * @returns the files in it
 */
export async function pack(): Promise<string[]> {
  if (!process.env['EMBEDS_BUILT']) await run(npmCommand, root, 'run', 'build');
  const destination = ['--pack-destination', 'examples'];
  const [packed] = JSON.parse(
    await run(npmCommand, root, 'pack', '--json', '--ignore-scripts', ...destination),
  ) as { filename: string; files: { path: string }[] }[];
  if (!packed) throw new Error('npm pack packed nothing');
  renameSync(join(root, 'examples', packed.filename), join(root, 'examples/typewriter-stream.tgz'));
  for (const example of examples) updateLock(folderOf(example));
  return packed.files.map(({ path }) => path);
}

/**
 * Updates the package's version and dependencies in an example's lock, and removes the integrity, which no new tarball would
 * match.
 */
function updateLock(folder: string): void {
  const path = join(folder, 'package-lock.json');
  // A new example has no lock before the first `npm install`.
  if (!existsSync(path)) return;
  const before = readFileSync(path, 'utf8');
  const lock = JSON.parse(before) as Lock;
  const entry = lock.packages['node_modules/typewriter-stream'];
  if (!entry) throw new Error(`${path} does not know typewriter-stream: run npm install there`);
  const { version, dependencies } = manifestOf(root);
  Object.assign(entry, { version, dependencies });
  delete entry['integrity'];
  const after = `${JSON.stringify(lock, null, 2)}\n`;
  if (after !== before) writeFileSync(path, after);
}

/** The files of the package that an example does not have, or has with other content. */
export function differences(example: string, files: readonly string[]): string[] {
  const installed = join(folderOf(example), 'node_modules', 'typewriter-stream');
  return files.filter((file) => {
    const path = join(installed, file);
    return !existsSync(path) || !readFileSync(path).equals(readFileSync(join(root, file)));
  });
}

/** Installs an example with the packed package; if all other packages are installed, unpacks only this one. */
async function install(example: string, files: readonly string[]): Promise<void> {
  const folder = folderOf(example);
  if (!isInstalled(folder)) {
    const options = ['--prefer-offline', '--no-audit', '--no-fund', '--include=dev'];
    await run(npmCommand, folder, 'ci', ...options);
  } else if (differences(example, files).length > 0) {
    const target = join(folder, 'node_modules', 'typewriter-stream');
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target);
    const from = ['-xzf', '../typewriter-stream.tgz', '--strip-components=1'];
    await run({ command: 'tar', first: [], shell: false }, folder, ...from, '-C', target);
  }
}

/** Builds an example for production, with its own type check, if it has a build script. */
async function build(example: string): Promise<void> {
  const folder = folderOf(example);
  if (manifestOf(folder).scripts['build']) await run(npmCommand, folder, 'run', 'build');
}

/** The folder of an app's page: that of the example itself if it is not built. */
export function pageFolder(example: string): string {
  const folder = folderOf(example);
  const dist = join(folder, 'dist');
  // Angular's builder puts the browser's files into a separate folder.
  return [join(dist, 'browser'), dist].find((path) => existsSync(path)) ?? folder;
}

/**
 * Installs and builds examples, two at a time, since each keeps about one processor busy.
 * @returns the errors, by the names of the examples that failed
 */
export async function prepare(
  names: readonly string[],
  files: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const failures = new Map<string, unknown>();
  const waiting = [...names];
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      try {
        await install(name, files);
        await build(name);
      } catch (error) {
        failures.set(name, error);
      }
    }
  };
  await Promise.all([work(), work()]);
  return failures;
}
