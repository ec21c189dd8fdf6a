import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { after, before, test } from 'node:test';
import ts from 'typescript';
import { install, runNode, runNpm, type Installation } from './install.js';
import { readJson, readText, root } from './support.js';

type Entry = string | { readonly types: string; readonly default: string };
const about = readJson('package.json') as { readonly exports: Record<string, Entry> };
const entries = Object.entries(about.exports).flatMap(([subpath, entry]) => expand(subpath, entry));

/** A pattern such as "./strings/*.js" stands for each file that it matches in the sources. */
function expand(subpath: string, entry: Entry): [string, Entry][] {
  if (!subpath.includes('*')) return [[subpath, entry]];
  const [folder = '', extension = ''] = subpath.slice(2).split('/*');
  const source = folder === 'strings' ? 'src/strings' : folder;
  return readdirSync(join(root, source)).map((file) => {
    const name = file.replace(/\.\w+$/, '');
    const named = (text: string) => text.replace('*', name);
    const target =
      typeof entry === 'string'
        ? named(entry)
        : { types: named(entry.types), default: named(entry.default) };
    return [`./${folder}/${name}${extension}`, target];
  });
}

let installed: Installation;
before(async () => void (installed = await install()));
after(() => installed.remove());

/** Its files, as paths with slashes. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();

const read = (path: string): string => readFileSync(join(installed.packageFolder, path), 'utf8');

/** Both copies: from the tarball, and under another name from another registry. */
const specifiers = (subpath: string): string[] =>
  ['typewriter-stream', 'typing'].map((name) => name + subpath.slice(1));

test('the package has its sources, what is built of them, and the pages it needs', () => {
  const named = (folder: string) =>
    filesIn(join(root, folder))
      .filter((path) => path.endsWith('.ts'))
      .map((path) => path.replace(/\.ts$/, ''));
  const sources = named('src');
  const ofServer = named('server');
  const built = ['.js', '.js.map', '.d.ts', '.d.ts.map'];
  assert.deepEqual(
    filesIn(installed.packageFolder),
    [
      ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'],
      ...sources.map((path) => `src/${path}.ts`),
      'src/rendering/markdown/parser/README.md',
      ...ofServer.map((path) => `server/${path}.ts`),
      ...[...sources, ...ofServer.map((path) => `server/${path}`)].flatMap((path) =>
        built.map((extension) => `dist/${path}${extension}`),
      ),
      ...filesIn(join(root, 'docs'))
        .filter((path) => path.endsWith('.md'))
        .map((path) => `docs/${path}`),
      ...filesIn(join(root, 'looks')).map((path) => `looks/${path}`),
      'dist/typewriter-stream.markdown.min.js',
      'dist/custom-elements.json',
      'dist/typewriter-stream.min.js',
      'dist/typewriter-stream.min.js.LICENSE.txt',
      'dist/vscode.html-custom-data.json',
      'dist/web-types.json',
      ...['attributes.d.ts', 'react.d.ts', 'solid.d.ts', 'svelte.d.ts', 'vue.d.ts'].map(
        (name) => `types/${name}`,
      ),
      'types/empty.js',
    ].toSorted(),
  );
});

test('every source map is there, and every source it names', () => {
  const files = filesIn(installed.packageFolder);
  let maps = 0;
  for (const path of files.filter((name) => /^dist\/.*\.(js|d\.ts)$/.test(name))) {
    const [, url] = /^\/\/# sourceMappingURL=(.+)$/m.exec(read(path)) ?? [];
    if (!url) continue;
    maps += 1;
    const map = join(dirname(path), url).split(sep).join('/');
    assert.ok(files.includes(map), `${path} names ${map}`);
    const { sources } = JSON.parse(read(map)) as { sources: string[] };
    assert.ok(sources.length);
    for (const source of sources) {
      const target = join(dirname(map), source).split(sep).join('/');
      assert.ok(files.includes(target), `${map} names ${target}`);
    }
  }
  // Each source has two: of its code and of its declarations.
  assert.equal(maps, files.filter((name) => /^(src|server)\/.*\.ts$/.test(name)).length * 2);
});

test('every export is a file that Node finds, under another name too', async () => {
  const names = entries.flatMap(([subpath]) => specifiers(subpath));
  const urls = (await runNode(
    installed.folder,
    `const names = ${JSON.stringify(names)};
     console.log(JSON.stringify(names.map((name) => import.meta.resolve(name))));`,
  )) as string[];
  assert.equal(urls.length, entries.length * 2);
  for (const url of urls) assert.ok(existsSync(new URL(url)), url);
});

test('what is not exported is not found', async () => {
  const found = await runNode(
    installed.folder,
    `let found = true;
     try { import.meta.resolve('typewriter-stream/dist/run/state.js'); } catch { found = false; }
     console.log(found);`,
  );
  assert.equal(found, false);
});

test('every module can be imported in Node, where there is no page', async () => {
  const modules = entries
    .filter(([subpath, entry]) => typeof entry === 'object' && subpath !== './package.json')
    .flatMap(([subpath]) => specifiers(subpath));
  const names = (await runNode(
    installed.folder,
    `console.warn = () => {};
     const found = {};
     for (const name of ${JSON.stringify(modules)}) found[name] = Object.keys(await import(name));
     console.log(JSON.stringify(found));`,
  )) as Record<string, string[]>;
  for (const name of ['typewriter-stream', 'typing/element.js']) {
    assert.ok(names[name]?.includes('TypewriterStream'), name);
    assert.ok(names[name]?.includes('StreamTypedEvent'), name);
  }
  assert.ok(names['typing/formats.js']?.includes('registerFormat'));
  assert.deepEqual(names['typewriter-stream/react'], []);
});

test('every module has declarations, under both kinds of resolution', () => {
  const containing = join(installed.folder, 'page.ts');
  const kinds = [
    { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
    { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  ];
  const declared = entries.filter(([, entry]) => typeof entry === 'object');
  // The file for a CDN is loaded by a tag; the others are JSON.
  const plain = entries.filter(([, entry]) => typeof entry === 'string').map(([path]) => path);
  assert.deepEqual(
    plain.filter((path) => !/\.(json|css)$/.test(path)),
    ['./typewriter-stream.min.js', './typewriter-stream.markdown.min.js'],
  );
  for (const options of kinds) {
    for (const name of declared.flatMap(([subpath]) => specifiers(subpath))) {
      const mode = ts.ModuleKind.ESNext;
      const { resolvedModule } = ts.resolveModuleName(
        name,
        containing,
        options,
        ts.sys,
        undefined,
        undefined,
        mode,
      );
      assert.equal(resolvedModule?.extension, '.d.ts', name);
      assert.ok(existsSync(resolvedModule.resolvedFileName));
    }
  }
});

test('the declarations compile with what an installation brings, and nothing else', () => {
  const file = join(installed.folder, 'page.ts');
  writeFileSync(
    file,
    `import 'typewriter-stream';
     import { registerFormat, text } from 'typing/formats.js';
     registerFormat('mine', text);
     import { TypewriterStream } from 'typewriter-stream/element.js';
     const element: TypewriterStream | null = document.querySelector('typewriter-stream');
     element?.addEventListener('stream-typed', (event) => { event.text satisfies number; });`,
  );
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    strict: true,
    skipLibCheck: false,
    skipDefaultLibCheck: true,
    noEmit: true,
    types: [],
  });
  const found = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  // The one mistake in the page, and none in a declaration file.
  assert.deepEqual(found, ["Type 'string' does not satisfy the expected type 'number'."]);
});

test('no file names a registry, or the machine it was made on', async () => {
  const { host } = new URL((await runNpm(root, 'config', 'get', 'registry')).trim());
  const ours = execFileSync('git', ['ls-files', '*package-lock.json', '*.npmrc'], { cwd: root });
  const locks = ours.toString().split('\n').filter(Boolean);
  assert.ok(locks.includes('package-lock.json'));
  const texts = [
    ...filesIn(installed.packageFolder).map((path) => [path, read(path)]),
    ...locks.map((path) => [path, readText(path)]),
  ] as [string, string][];
  for (const [path, text] of texts) {
    assert.ok(!text.includes(host), `${path} names ${host}`);
    assert.doesNotMatch(text, /https?:\/\/[^\s"'/]*registry/i, path);
    assert.ok(!text.includes(root), `${path} names ${root}`);
  }
  for (const path of locks) assert.doesNotMatch(readText(path), /"resolved": "http/, path);
});

test('the file for a CDN begins with the hint to compile it whole, then says whose it is', () => {
  const [hint, , ...banner] = readText('dist/typewriter-stream.min.js').split('\n', 11);
  // Chromium looks for it in the very first line only.
  assert.equal(hint, '//# allFunctionsCalledOnLoad');
  assert.match(
    banner.join('\n'),
    /typewriter-stream .*MIT[^]*eventsource-parser[^]*lit [^]*@lit\/reactive-element/,
  );
});
