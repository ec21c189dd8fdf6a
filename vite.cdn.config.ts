// Builds dist/typewriter-stream.min.js, the one file for a CDN's `<script type="module">`: lit and the parser inlined.
// With `--mode markdown` it builds typewriter-stream.markdown.min.js, which stands beside it and which it asks for by itself.
// With `--mode own` it builds our own code alone, so that size-limit can weigh it.
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

interface Manifest {
  name: string;
  version: string;
  license: string;
  dependencies: Record<string, string>;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const manifest = (path: string) => JSON.parse(read(path)) as Manifest;

const own = manifest('package.json');
const dependencies = Object.keys(own.dependencies);

/**
 * Chromium compiles the whole file while it loads it, off the main thread, where it would compile each function when it is first
 * called: most of them are called within the first stream. It must be the first line.
 */
export const COMPILE_HINT = '//# allFunctionsCalledOnLoad';

/** What is inlined keeps its licence: the names in a comment on top, the full texts in a file beside. */
const inlined = [...dependencies, 'lit-html', 'lit-element', '@lit/reactive-element'].map(
  (name) => {
    const { version, license } = manifest(`node_modules/${name}/package.json`);
    const text = read(`node_modules/${name}/LICENSE`);
    const copyright = /^Copyright.*$/m.exec(text)?.[0];
    return { title: `${name} ${version} (${license}) ${copyright ?? ''}`.trim(), text };
  },
);
const banner = [
  `${own.name} ${own.version} (${own.license}), with these inlined:`,
  ...inlined.map(({ title }) => title),
  'Licences: typewriter-stream.min.js.LICENSE.txt',
].join('\n * ');

/** The minifier leaves strings alone: the styles' comments and indentation go here. */
const smallStyles = {
  name: 'small-styles',
  transform(code: string, id: string) {
    if (!id.endsWith('.styles.ts')) return undefined;
    return code.replace(/css`[^`]*`/g, (css) =>
      css
        .replace(/\/\*.*?\*\//gs, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,>]) ?/g, '$1')
        .replace(/\( | (?=\))/g, (bracket) => bracket.trim())
        .replace(/(?<![\d.])0\./g, '.')
        .replace(/: /g, ':')
        .replace(/;}/g, '}'),
    );
  },
};

/** The file imports Markdown's module from the folder in which the file itself stands. */
const MARKDOWN_FILE = 'typewriter-stream.markdown.min.js';
export const markdownBeside = {
  name: 'markdown-beside',
  enforce: 'pre' as const,
  resolveId: (source: string) =>
    source.endsWith('/rendering/markdown/register.js')
      ? { id: `./${MARKDOWN_FILE}`, external: true }
      : undefined,
};

const licences: Plugin = {
  name: 'licences',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') {
        chunk.code = `${COMPILE_HINT}\n/*!\n * ${banner}\n */\n${chunk.code}`;
      }
    }
    this.emitFile({
      type: 'asset',
      fileName: 'typewriter-stream.min.js.LICENSE.txt',
      source: inlined.map(({ title, text }) => `${title}\n\n${text}`).join('\n\n'),
    });
  },
};

/** Nothing of others is inlined into Markdown's module. */
const ownLicence: Plugin = {
  name: 'own-licence',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') {
        chunk.code = `${COMPILE_HINT}\n/*! ${own.name} ${own.version} (${own.license}), Markdown */\n${chunk.code}`;
      }
    }
  },
};

export default defineConfig(({ mode }) => {
  const isOwn = mode === 'own';
  const isMarkdown = mode === 'markdown';
  return {
    // dist also holds what tsc wrote.
    build: {
      outDir: isOwn ? 'node_modules/.cache/size' : 'dist',
      emptyOutDir: isOwn,
      target: 'es2022',
      copyPublicDir: false,
      modulePreload: false,
      sourcemap: false,
      lib: {
        entry: isMarkdown ? 'src/rendering/markdown/register.ts' : 'src/index.ts',
        formats: ['es'],
        fileName: () => (isMarkdown ? MARKDOWN_FILE : 'typewriter-stream.min.js'),
      },
      rolldownOptions: {
        external: isOwn ? dependencies.map((name) => new RegExp(`^${name}(/|$)`)) : [],
        // In lib mode an ES build is left unminified otherwise. Nobody builds these files again: notes for bundlers are left out.
        output: { minify: true, codeSplitting: false, comments: { annotation: false } },
      },
    },
    plugins: [
      smallStyles,
      ...(isMarkdown ? [ownLicence] : [markdownBeside]),
      ...(isMarkdown || isOwn ? [] : [licences]),
    ],
    logLevel: 'warn',
  };
});
