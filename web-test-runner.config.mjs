// Browser tests, in every engine that is present. Usually started by scripts/test.mjs, which sets
// TEST_ENGINES (chromium,firefox,webkit) and TEST_FILES (globs) to run a part, or TEST_PART=long for the files that take long.
// Run with `--import tsx`, since the demo server is TypeScript.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher, puppeteerCore } from '@web/test-runner-chrome';
import { createDemoHandler, isDemoPath } from './demo-server/handler.ts';
import { chaosPlugin } from './test/chaos/plugin.ts';
import { standardPlugin } from './test/standard/responder.ts';
import { engines } from './scripts/browsers.mjs';
import { reporter } from './scripts/reporter.mjs';
import { testBundle } from './scripts/test-bundle.mjs';
import { freePort, webkitLauncher } from './scripts/webkit.mjs';
import { recordings } from './test/recordings/server.mjs';

const listed = (variable) => process.env[variable]?.split(',').filter(Boolean);
const wanted = listed('TEST_ENGINES') ?? ['chromium', 'firefox', 'webkit'];
const files = listed('TEST_FILES');
const isLong = process.env.TEST_PART === 'long';
/** V8's own coverage, which makes Chromium almost twice as slow: only where it is asked for, and of all files. */
const isCovered = Boolean(process.env.TEST_COVERAGE) && !files;

/** Tests of other runners: they need Node, or nothing but it. */
const elsewhere = [
  'test/server/',
  'test/pages/',
  'test/package/',
  'test/resumable/',
  'test/visual/',
  'test/rendering/markdown/parser/',
];

/** Files that take long: `npm test`, which runs in Chromium, leaves them to `npm run test:all`. */
const longFiles = [
  'test/chaos/chaos.test.ts',
  'test/stream/never-opened.test.ts',
  'test/rendering/markdown/streaming.test.ts',
  'test/rendering/markdown/selection.test.ts',
  'test/rendering/plain/invisible-boxes.test.ts',
  'test/rendering/plain/media.test.ts',
];

const filesFor = (name) => {
  if (files) return files;
  if (isLong) return longFiles;
  const others = elsewhere.map((path) => `${path}**`);
  if (name === 'chromium') others.push(...longFiles);
  return ['test/**/*.test.ts', ...others.map((path) => `!${path}`)];
};

const launchers = {
  chromium: (launchOptions) => chromeLauncher({ launchOptions, concurrency: 1 }),
  // Over WebDriver BiDi, which puppeteer speaks: no further package.
  firefox: (launchOptions) =>
    chromeLauncher({ launchOptions, concurrency: 1, puppeteer: puppeteerCore }),
  webkit: (programs) => webkitLauncher(programs),
};

const found = await engines();
const present = wanted.filter((name) => found[name]);
const groups = await Promise.all(
  present.map(async (name) => ({
    name,
    files: filesFor(name),
    browsers: [Object.assign(await launchers[name](found[name]), { name })],
  })),
);

const demo = createDemoHandler();

/** For 127.0.0.1 the runner listens on every interface (some remote browsers need it); ours are all here. */
const loopbackOnly = {
  name: 'loopback-only',
  async serverStart({ server, config }) {
    await new Promise((resolve) => server.close(resolve));
    await new Promise((resolve) => server.listen(config.port, config.hostname, resolve));
  },
  serverStop: () => demo.close(),
};

// A run that is told to stop ends its browsers (each has an exit handler).
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

export default {
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  hostname: '127.0.0.1',
  // The runner's own choice is the same for two runs that begin in the same moment.
  port: await freePort(),
  groups,
  nodeResolve: isCovered,
  plugins: [
    isCovered
      ? // Each module by itself, since a bundle has no coverage.
        esbuildPlugin({
          ts: true,
          target: 'es2022',
          // Class fields must not hide the accessors of Lit: useDefineForClassFields is read from here.
          tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
        })
      : testBundle((path) => elsewhere.some((folder) => path.startsWith(folder))),
    loopbackOnly,
    chaosPlugin(),
    standardPlugin(),
  ],
  middleware: [
    ...(process.env.RECORDINGS ? [recordings(process.env.RECORDINGS)] : []),
    (context, next) => {
      // For any other path `context.res` must not be touched, or every file breaks.
      if (!isDemoPath(context.path)) return next();
      context.respond = false;
      context.res.statusCode = 200;
      demo(context.req, context.res);
    },
  ],
  // One page of an engine at a time: a page in the background gets no animation frames.
  concurrency: 1,
  concurrentBrowsers: 2,
  testFramework: { config: { ui: 'bdd', timeout: 60_000 } },
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 600_000,
  filterBrowserLogs: ({ type }) => type === 'error',
  staticLogging: true,
  reporters: [reporter()],
  coverage: isCovered,
  coverageConfig: {
    include: ['src/**/*.ts'],
    threshold: { lines: 90, statements: 0, branches: 0, functions: 0 },
    reporters: ['text', 'lcovonly'],
    reportDir: 'coverage',
  },
};
