// The package as it would be published, and the examples that install it.
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, npm } from '../install.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const folderOf = (example: string): string => join(root, 'examples', example);

/** The same small app in each framework. */
export const apps: readonly string[] = ['html', 'react', 'vue', 'angular', 'svelte', 'solid'];
/** Examples that are something else, each with a server of its own. */
export const servers: readonly string[] = ['chat', 'resumable-chat'];
export const examples: readonly string[] = [...apps, ...servers];

/** Every folder that is an example: each that has a package of its own. */
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

/** Runs npm and gives what it printed; throws with that if it failed. */
function run(folder: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = npm(folder, args, 'pipe');
  if (status === 0) return stdout;
  const said = [error?.message, stdout, stderr].filter(Boolean).join('\n');
  throw new Error(`npm ${args.join(' ')} failed:\n${said}`);
}

/**
 * Builds the project (unless EMBEDS_BUILT says that the runner of the tests did) and packs it to examples/typewriter-stream.tgz, which the examples depend on.
 * @returns the files in it
 */
export function pack(): string[] {
  if (!process.env['EMBEDS_BUILT']) run(root, 'run', 'build');
  const [packed] = JSON.parse(
    run(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', 'examples'),
  ) as { filename: string; files: { path: string }[] }[];
  if (!packed) throw new Error('npm pack packed nothing');
  renameSync(join(root, 'examples', packed.filename), join(root, 'examples/typewriter-stream.tgz'));
  for (const example of examples) updateLock(folderOf(example));
  return packed.files.map(({ path }) => path);
}

/**
 * What an example's lock says of the package: the version and dependencies of this one, and no integrity, which each new
 * tarball would break.
 */
function updateLock(folder: string): void {
  const path = join(folder, 'package-lock.json');
  // A new example has none yet: `npm install` makes it, with the tarball that is there now.
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

/** The files of the package that an example does not have, or has in another version. */
export function differences(example: string, files: readonly string[]): string[] {
  const installed = join(folderOf(example), 'node_modules', 'typewriter-stream');
  return files.filter((file) => {
    const path = join(installed, file);
    return !existsSync(path) || !readFileSync(path).equals(readFileSync(join(root, file)));
  });
}

/** Installs an example with the packed package, unless just that is there already. */
export function install(example: string, files: readonly string[]): void {
  const folder = folderOf(example);
  if (isInstalled(folder) && differences(example, files).length === 0) return;
  run(folder, 'ci', '--prefer-offline', '--include=dev');
}

/**
 * Builds an example as for production, with its own type check.
 * @returns the folder of its page: of the example itself, where there is nothing to build
 */
export function build(example: string): string {
  const folder = folderOf(example);
  if (!manifestOf(folder).scripts['build']) return folder;
  run(folder, 'run', 'build');
  const dist = join(folder, 'dist');
  // Angular's builder makes a folder of its own for the browser's part.
  const browserPart = join(dist, 'browser');
  return existsSync(browserPart) ? browserPart : dist;
}
