// What `npm test` runs, and (`all`) what it leaves to `npm run test:all`, because it takes long. A new step is one more line:
//   run       scripts of package.json, one after the other
//   tests     the last of them prints how many tests passed; otherwise the step counts as one
//   node      tests for `node --test`, files or folders, without those in `except`; left out while none is there
//   after     the step that makes what this one reads; it runs first, whether it was asked for or not
//   env       environment variables
//   when      whether the step has a meaning on this machine
// Two steps run at a time, in this order: the longest come first.
import { canCarryAnother } from './browsers.mjs';

export const steps = [
  {
    name: 'browsers',
    run: ['test:browsers'],
    tests: true,
    env: { TEST_ENGINES: 'chromium' },
  },
  { name: 'build', run: ['build'] },
  { name: 'stories', run: ['storybook:static', 'test:stories'], tests: true, after: 'build' },
  { name: 'front-page', node: ['test/pages/front/front.test.ts'] },
  {
    name: 'pages',
    node: ['test/pages/csp.test.ts', 'test/pages/plain-node.test.ts'],
    after: 'build',
  },
  { name: 'lint', run: ['lint'] },
  { name: 'server', node: ['test/server'] },
  { name: 'parser', node: ['test/rendering/markdown/parser'] },
  {
    name: 'resumable',
    node: ['test/resumable'],
    except: ['test/resumable/long', 'test/resumable/browsers'],
  },
  { name: 'types', run: ['typecheck'] },
  { name: 'format', run: ['format:check'] },
  { name: 'publint', run: ['publint'], after: 'build' },
  { name: 'size', run: ['size'], after: 'build' },

  {
    name: 'embeds',
    run: ['test:embeds'],
    tests: true,
    after: 'build',
    env: { EMBEDS_BUILT: '1' },
    all: true,
  },
  {
    name: 'browsers-others',
    run: ['test:browsers'],
    tests: true,
    env: { TEST_ENGINES: 'firefox,webkit' },
    all: true,
  },
  {
    name: 'browsers-long',
    run: ['test:browsers'],
    tests: true,
    env: { TEST_PART: 'long' },
    all: true,
  },
  {
    name: 'browsers-carried',
    run: ['browsers:install', 'test:browsers'],
    tests: true,
    env: { IGNORE_SYSTEM_BROWSERS: '1', TEST_ENGINES: 'chromium', TEST_COVERAGE: '1' },
    when: canCarryAnother,
    all: true,
  },
  { name: 'resumable-long', node: ['test/resumable/long'], all: true },
  { name: 'resumable-browsers', node: ['test/resumable/browsers'], all: true },
  {
    name: 'pages-frameworks',
    node: ['test/pages'],
    except: ['test/pages/csp.test.ts', 'test/pages/plain-node.test.ts', 'test/pages/front'],
    after: 'build',
    all: true,
  },
  { name: 'framework-types', run: ['test:types'], after: 'build', all: true },
  { name: 'package', node: ['test/package'], after: 'build', all: true },
  { name: 'attw', run: ['attw'], after: 'build', all: true },
];
