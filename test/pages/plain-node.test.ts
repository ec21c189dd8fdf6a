/** The built package in plain Node, as a server imports it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { install, type Installation } from './support/package.js';

let installation: Installation;
before(() => (installation = install()));

/** Runs a module in a Node of its own, in the folder where the package is installed. */
function node(code: string): unknown {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: installation.folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  );
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

/** The entries with code; those without are types only. */
const entries = (): string[] =>
  Object.entries(installation.manifest.exports)
    .map(
      ([path, target]) => [path, typeof target === 'string' ? target : target['default']] as const,
    )
    .filter(([path, target]) => target?.endsWith('.js') && !/\.min\.js|\*/.test(path))
    .map(([path]) => `typewriter-stream${path.slice(1)}`);

/** The globals that are there after an import and were not before. */
const globalsOf = (entry: string): unknown =>
  node(`
    const before = new Set(Reflect.ownKeys(globalThis));
    await import(${JSON.stringify(entry)});
    const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
    console.log(JSON.stringify(added.map(String)));
  `);

test('each entry can be imported in plain Node and leaves no global behind, but for those of lit and its own registry', () => {
  const ofLit = globalsOf('lit') as string[];
  assert.deepEqual(entries().slice(0, 3), [
    'typewriter-stream',
    'typewriter-stream/element.js',
    'typewriter-stream/formats.js',
  ]);
  for (const entry of entries()) {
    const added = globalsOf(entry) as string[];
    assert.deepEqual(
      added.filter((name) => !ofLit.includes(name) && !name.includes('typewriter-stream')),
      [],
      entry,
    );
  }
  assert.deepEqual(globalsOf('typewriter-stream/formats.js'), []);
});

test('importing touches no browser API', () => {
  const touched = node(`
    const names = ['window', 'document', 'location', 'navigator', 'localStorage', 'HTMLElement',
      'Element', 'Node', 'Text', 'ShadowRoot', 'ElementInternals', 'CustomStateSet', 'CSS',
      'CSSStyleSheet', 'Highlight', 'EventSource', 'fetch', 'IntersectionObserver',
      'MutationObserver', 'ResizeObserver', 'matchMedia', 'getComputedStyle', 'setTimeout',
      'setInterval', 'requestAnimationFrame', 'addEventListener', 'trustedTypes'];
    const touched = [];
    for (const name of names) {
      const value = globalThis[name];
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get() {
          const [, , caller = ''] = new Error().stack.split('\\n');
          if (caller.includes('typewriter-stream/dist/')) touched.push(name + caller);
          return value;
        },
      });
    }
    for (const entry of ${JSON.stringify(entries())}) await import(entry);
    console.log(JSON.stringify(touched));
  `);
  assert.deepEqual(touched, []);
});

test('the class can be constructed, and says what it is, without a browser', () => {
  const made = node(`
    const { TypewriterStream } = await import('typewriter-stream/element.js');
    const element = new TypewriterStream();
    element.src = '/stream';
    element.paused = true;
    console.log(JSON.stringify([element.state, element.text, element.src]));
  `);
  assert.deepEqual(made, ['idle', '', '/stream']);
});
