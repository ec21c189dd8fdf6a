// What `npm test` runs, and (`all`) what it leaves to `npm run test:all`, because it takes long. A new step is one more line:
//   run       commands, one after the other; the name of a script of package.json is one
//   tests     the last of them prints how many tests passed; otherwise the step counts as one
//   node      tests of node:test, files or folders, without those in `except`; left out while none is there
//   after     the step that makes what this one reads; it runs first, whether it was asked for or not
//   env       environment variables
// Two steps run at a time, in this order: steps that mostly wait beside those that have two browsers.

/** The browser tests. The standard's tests send headers that are longer than Node takes by itself. */
export const BROWSER_TESTS =
  'node --max-http-header-size=2097152 --import tsx node_modules/@web/test-runner/dist/bin.js';

export const steps = [
  {
    name: 'browsers',
    run: [BROWSER_TESTS],
    tests: true,
    env: { TEST_ENGINES: 'chromium' },
  },
  { name: 'build', run: ['build'] },
  {
    name: 'pages',
    node: ['test/pages/csp.test.ts', 'test/pages/plain-node.test.ts'],
    after: 'build',
  },
  { name: 'lint', run: ['lint'] },
  { name: 'server', node: ['test/server'] },
  { name: 'parser', node: ['test/rendering/markdown/parser'] },
  { name: 'types', run: ['typecheck'] },
  { name: 'format', run: ['prettier --check .'] },

  {
    name: 'browsers-others',
    run: [BROWSER_TESTS],
    tests: true,
    env: { TEST_ENGINES: 'webkit,firefox' },
    all: true,
  },
  {
    name: 'site',
    run: ['build:site', 'node --import tsx --test-reporter=spec test/pages/front/site.test.ts'],
    tests: true,
    after: 'build',
    all: true,
  },
  {
    name: 'resumable',
    node: ['test/resumable'],
    except: ['test/resumable/long', 'test/resumable/browsers'],
    all: true,
  },
  { name: 'front-page', node: ['test/pages/front/front.test.ts'], all: true },
  {
    name: 'pages-frameworks',
    node: ['test/pages'],
    except: ['test/pages/csp.test.ts', 'test/pages/plain-node.test.ts', 'test/pages/front'],
    after: 'build',
    all: true,
  },
  { name: 'resumable-long', node: ['test/resumable/long'], all: true },
  {
    name: 'embeds',
    run: ['test:embeds'],
    tests: true,
    after: 'build',
    env: { EMBEDS_BUILT: '1' },
    all: true,
  },
  {
    name: 'browsers-long',
    run: [BROWSER_TESTS],
    tests: true,
    env: { TEST_ENGINES: 'chromium', TEST_PART: 'long' },
    all: true,
  },
  {
    name: 'stories',
    run: ['node --max-http-header-size=2097152 --import tsx scripts/test-stories.ts'],
    tests: true,
    after: 'site',
    all: true,
  },
  { name: 'resumable-browsers', node: ['test/resumable/browsers'], all: true },
  {
    name: 'framework-types',
    run: [
      'tsc -p test/types/dom',
      'tsc -p test/types/react',
      'vue-tsc -p test/types/vue',
      'svelte-check --workspace test/types/svelte --tsconfig ./tsconfig.json --fail-on-warnings',
      'tsc -p test/types/solid',
    ],
    after: 'build',
    all: true,
  },
  { name: 'visual', node: ['test/visual'], all: true },
  { name: 'package', node: ['test/package'], after: 'build', all: true },
  { name: 'publint', run: ['publint --strict'], after: 'build', all: true },
  {
    name: 'size',
    run: ['vite build --config vite.cdn.config.ts --mode own', 'size-limit'],
    after: 'build',
    all: true,
  },
  {
    name: 'attw',
    run: [
      'attw --pack . --profile esm-only --exclude-entrypoints typewriter-stream.min.js typewriter-stream.markdown.min.js',
    ],
    after: 'build',
    all: true,
  },
];
