/** The package as a user has it: packed by npm, unpacked into a node_modules folder, bundled by vite. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { npm } from '../../../scripts/install.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const apps = fileURLToPath(new URL('../apps', import.meta.url));

export interface Installation {
  /** A folder in which `typewriter-stream` is installed. */
  readonly folder: string;
  /** The package's own folder. */
  readonly packageFolder: string;
  readonly manifest: { exports: Record<string, string | Record<string, string>> };
  /** The file for a CDN. */
  cdnFile(): string;
  /** A module of test/pages/apps with all it imports, for `<script type="module">`. */
  bundle(app: string): Promise<string>;
}

let installation: Installation | undefined;

/** One for all tests of this process. Needs `npm run build` first. */
export const install = (): Installation => (installation ??= unpack());

/** Its dependencies, and react and vue, are found in the folders above. */
function unpack(): Installation {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'pages-'));
  const packageFolder = join(folder, 'node_modules', 'typewriter-stream');
  const options = ['pack', '--dry-run', '--json', '--loglevel=error'];
  const { status, stdout, stderr } = npm(root, options, 'pipe');
  if (status !== 0) throw new Error(`npm ${options.join(' ')}: ${stderr}`);
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  for (const { path } of files) cpSync(join(root, path), join(packageFolder, path));
  cpSync(apps, join(folder, 'apps'), { recursive: true });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const bundles = new Map<string, Promise<string>>();
  const read = (path: string) => readFileSync(join(packageFolder, path), 'utf8');
  return {
    folder,
    packageFolder,
    manifest: JSON.parse(read('package.json')) as Installation['manifest'],
    cdnFile: () => read('dist/typewriter-stream.min.js'),
    bundle: (app) => {
      const made = bundles.get(app) ?? bundle(folder, app);
      bundles.set(app, made);
      return made;
    },
  };
}

async function bundle(folder: string, app: string): Promise<string> {
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    // Development builds of the frameworks: those warn about a page that does not match.
    mode: 'development',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    resolve: { alias: { vue: 'vue/dist/vue.esm-bundler.js' } },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rolldownOptions: {
        input: join(folder, 'apps', app),
        output: { codeSplitting: false },
      },
    },
  });
  if (!('output' in result)) throw new Error('Vite built something else than one bundle.');
  return result.output[0].code;
}
