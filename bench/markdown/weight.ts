// What each part of the file of Markdown weighs: by how much the file, compressed, is smaller without it.
// `node --import tsx bench/markdown/weight.ts`
import { build, minifySync, type ConfigEnv } from 'vite';
import { gzipSize } from '../bundle.js';
import { table, type Row } from '../statistics.js';
import config from '../../vite.cdn.config.js';

const environment: ConfigEnv = { command: 'build', mode: 'markdown' };
const { build: options, ...rest } = config(environment);
const result = await build({
  ...rest,
  configFile: false,
  logLevel: 'error',
  build: { ...options, write: false },
});
const [first] = Array.isArray(result) ? result : [result];
const chunk = first && 'output' in first ? first.output[0] : undefined;
if (chunk?.type !== 'chunk') throw new Error('nothing was built');

const modules = Object.entries(chunk.modules).map(([path, { code }]) => ({
  name: path.replace(/.*\/rendering\//, '').replace('.ts', ''),
  code: minifySync(path, code ?? '', { module: true, compress: { unused: false } }).code,
}));
const sizeOf = (parts: typeof modules) => gzipSize(parts.map(({ code }) => code).join('\n'));
const all = sizeOf(modules);
const without = (isPart: (name: string) => boolean) =>
  (all - sizeOf(modules.filter(({ name }) => !isPart(name)))) / 1000;

const rooms: [string, (name: string) => boolean][] = [
  ['the parser', (name) => name.includes('/parser/')],
  ['the renderer', (name) => !name.includes('/parser/') && !name.includes('styles')],
  ['the styles', (name) => name.includes('styles')],
];
const rows = [
  ...rooms,
  ...modules.map(({ name }): (typeof rooms)[number] => [name, (other) => other === name]),
].map(([name, isPart]): [string, number] => [name, without(isPart)]);
console.log(`The file: ${(gzipSize(chunk.code) / 1000).toFixed(2)} kB gzip.`);
console.log(
  table(
    rows
      .sort(([, a], [, b]) => b - a)
      .map(([name, size]): [string, Row] => [name, { kB: size.toFixed(2) }]),
  ),
);
