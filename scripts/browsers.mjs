// Finds the browsers for the tests. Each engine is searched in an environment variable, on the PATH and in the usual places;
// a missing engine is `undefined`. IGNORE_SYSTEM_BROWSERS=1 hides them all (to try the downloaded Chromium).
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const cache = fileURLToPath(new URL('../node_modules/.cache/chromium/', import.meta.url));
const carrier = '@sparticuz/chromium@153.0.0';
const isCarriable = process.platform === 'linux' && process.arch === 'x64';

/** How to get a missing engine. */
export const remedies = {
  chromium: 'install chromium or Chrome, or set CHROME_PATH',
  firefox: 'install firefox or firefox-esr, or set FIREFOX_PATH',
  webkit: 'install webkit2gtk-driver and xvfb',
};

const switches = [
  // Tests of freed memory call `gc()`.
  '--js-flags=--expose-gc',
  // Disables Chromium's background activity.
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function find(variable, names, places = []) {
  if (process.env.IGNORE_SYSTEM_BROWSERS) return undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  const named = process.env[variable];
  return (named ? [named] : [...onPath, ...places]).find(isExecutable);
}

const inPrograms = (path) =>
  [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((folder) => join(folder, path));

/** @returns {Promise<import('puppeteer-core').LaunchOptions | undefined>} how to launch Chromium */
export async function chromium() {
  const executablePath = find(
    'CHROME_PATH',
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ...inPrograms('Google/Chrome/Application/chrome.exe'),
    ],
  );
  if (!executablePath) return carriedChromium();
  return {
    executablePath,
    headless: true,
    // On a busy machine the first start may take more than half a minute.
    timeout: 90_000,
    // The sandbox refuses to run as root.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...switches],
  };
}

/** The Chromium in an npm package, once `installChromium` has installed it. */
async function carriedChromium() {
  if (!existsSync(join(cache, 'node_modules', '@sparticuz', 'chromium'))) return undefined;
  // The package unpacks itself into TMPDIR, with AWS_LAMBDA_JS_RUNTIME also its libraries, and adds those to LD_LIBRARY_PATH.
  // The environment is restored afterwards, so that no other program loads these libraries.
  const before = { ...process.env };
  const unpacked = join(cache, 'unpacked');
  mkdirSync(unpacked, { recursive: true });
  process.env.TMPDIR = unpacked;
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  try {
    const entry = createRequire(cache).resolve('@sparticuz/chromium');
    const { default: carried } = await import(pathToFileURL(entry).href);
    const executablePath = await carried.executablePath();
    // The package's font configuration names folders that do not exist here, and without a font no text has a height.
    const fonts = join(unpacked, 'fonts.conf');
    const folders = ['/usr/share/fonts', join(unpacked, 'fonts')];
    const directories = folders.map((folder) => `<dir>${folder}</dir>`).join('');
    const fontCache = `<cachedir>${join(unpacked, 'fonts-cache')}</cachedir>`;
    writeFileSync(fonts, `<fontconfig>${directories}${fontCache}</fontconfig>\n`);
    return {
      executablePath,
      headless: 'shell',
      // Not the package's switches, which disable web security, a subject of the tests, and run everything in one process.
      args: ['--no-sandbox', ...switches],
      env: { ...process.env, FONTCONFIG_FILE: fonts },
    };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** Installs Chromium as an npm package on a machine without it, into a cache that `npm ci` deletes. */
export async function installChromium() {
  if (!isCarriable) {
    console.error(`No Chromium or Chrome was found: ${remedies.chromium}.`);
    return undefined;
  }
  console.log(`No Chromium or Chrome was found: installing ${carrier} for the tests …`);
  mkdirSync(cache, { recursive: true });
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--loglevel=error'];
  spawnSync(npm[0], [...npm.slice(1), 'install', '--prefix', cache, ...options, carrier], {
    stdio: 'inherit',
  });
  return carriedChromium();
}

/** @returns {import('puppeteer-core').LaunchOptions | undefined} how to launch Firefox */
export function firefox() {
  const executablePath = find(
    'FIREFOX_PATH',
    ['firefox-esr', 'firefox'],
    [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      ...inPrograms('Mozilla Firefox/firefox.exe'),
    ],
  );
  return executablePath && { browser: 'firefox', executablePath, headless: true };
}

/** @returns the three programs that WebKitGTK needs, or undefined if one is missing */
export function webkit() {
  if (process.platform !== 'linux') return undefined;
  // MiniBrowser is not on the PATH, but beside the library: /usr/lib/<platform>/webkit2gtk-4.1/MiniBrowser.
  const libraries = ['/usr/lib', '/usr/libexec', '/usr/lib64'].flatMap((folder) =>
    existsSync(folder) ? [folder, ...readdirSync(folder).map((entry) => join(folder, entry))] : [],
  );
  const miniBrowser = find(
    'WEBKIT_MINIBROWSER_PATH',
    ['MiniBrowser'],
    ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].flatMap((version) =>
      libraries.map((folder) => join(folder, version, 'MiniBrowser')),
    ),
  );
  const driver = find('WEBKIT_DRIVER_PATH', ['WebKitWebDriver']);
  const xvfb = find('XVFB_PATH', ['Xvfb']);
  return driver && miniBrowser && xvfb ? { driver, miniBrowser, xvfb } : undefined;
}

/** Every engine: how to launch it, or undefined if it is missing. */
export async function engines() {
  return { chromium: await chromium(), firefox: firefox(), webkit: webkit() };
}
