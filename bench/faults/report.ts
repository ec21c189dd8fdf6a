import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Fault } from './faults.js';
import type { Verdict } from './judge.js';

const FILE = new URL('../../docs/faults.md', import.meta.url);
const BEGIN = '<!-- begin: bench faults -->';
const END = '<!-- end -->';

const TITLES: Readonly<Record<string, string>> = {
  ours: '`<typewriter-stream>`',
  'ours, fetch': '`<typewriter-stream transport="fetch">`',
  native: 'EventSource',
  eventsource: 'npm eventsource',
};

/** The versions that were compared. */
export function installed(): Record<string, string> {
  const version = (path: string): string =>
    (
      JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as {
        version: string;
      }
    ).version;
  const peer = (name: string) => version(`./node_modules/${name}/package.json`);
  return {
    'typewriter-stream': version('../../package.json'),
    'npm eventsource': peer('eventsource'),
    '@microsoft/fetch-event-source': peer('@microsoft/fetch-event-source'),
    'htmx.org (htmx 4)': peer('htmx.org'),
    'htmx.org (htmx 2)': peer('htmx2'),
    'htmx-ext-sse': peer('htmx-ext-sse'),
  };
}

/** Writes what stands between the markers; the text around them is written by hand. */
export async function writeTable(
  rows: ReadonlyMap<Fault, ReadonlyMap<string, Verdict>>,
  names: readonly string[],
  versions: Readonly<Record<string, string>>,
): Promise<void> {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const good = names.map((name) => {
    const count = [...rows.values()].filter((row) => row.get(name)?.good).length;
    return `${count} of ${rows.size}`;
  });
  const table = [
    line(['fault', ...names.map((name) => TITLES[name] ?? name)]),
    line(['---', ...names.map(() => '---')]),
    ...[...rows].map(([fault, row]) =>
      line([
        `**${fault.name}**: ${fault.about}`,
        ...names.map((name) => {
          const verdict = row.get(name);
          return verdict ? `${verdict.good ? '✓' : '✗'} ${verdict.words}` : '';
        }),
      ]),
    ),
    line(['as it should be', ...good]),
  ].join('\n');
  const date = process.env['BENCH_DATE'] ?? new Date().toISOString().slice(0, 10);
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const text = await readFile(FILE, 'utf8');
  const before = text.slice(0, text.indexOf(BEGIN) + BEGIN.length);
  const after = text.slice(text.indexOf(END));
  const written = `${before}\n\nMeasured ${date}: ${list.join(', ')}.\n\n${table}\n\n${after}`;
  await writeFile(FILE, await format(written));
}

async function format(text: string): Promise<string> {
  const prettier = await import('prettier');
  return prettier.format(text, { parser: 'markdown' });
}
