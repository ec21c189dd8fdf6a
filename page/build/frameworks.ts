/** The tabs with the code for each framework, whose only source are the files of the examples. */
import { readPart } from '../../scripts/embeds/docs.js';
import { escape } from './markdown.js';

interface Part {
  readonly title: string;
  readonly file: string;
  readonly part: string;
}

interface Framework {
  readonly id: string;
  readonly name: string;
  readonly parts: readonly Part[];
}

const SETUP = 'Set up, once';
const STREAM = 'A stream';
const CHAT = 'An answer of a chat, by POST';

const frameworks: readonly Framework[] = [
  {
    id: 'html',
    name: 'HTML',
    parts: [
      { title: SETUP, file: 'index.html', part: 'setup' },
      { title: STREAM, file: 'index.html', part: 'song' },
      { title: CHAT, file: 'index.html', part: 'ask' },
    ],
  },
  {
    id: 'react',
    name: 'React',
    parts: [
      { title: SETUP, file: 'src/main.tsx', part: 'setup' },
      { title: STREAM, file: 'src/Song.tsx', part: 'tag' },
      { title: CHAT, file: 'src/Chat.tsx', part: 'tag' },
    ],
  },
  {
    id: 'vue',
    name: 'Vue',
    parts: [
      { title: SETUP, file: 'vite.config.ts', part: 'setup' },
      { title: SETUP, file: 'src/main.ts', part: 'setup' },
      { title: STREAM, file: 'src/Song.vue', part: 'tag' },
      { title: CHAT, file: 'src/Chat.vue', part: 'tag' },
    ],
  },
  {
    id: 'angular',
    name: 'Angular',
    parts: [
      { title: SETUP, file: 'src/main.ts', part: 'setup' },
      { title: STREAM, file: 'src/song.ts', part: 'tag' },
      { title: CHAT, file: 'src/chat.ts', part: 'tag' },
    ],
  },
  {
    id: 'svelte',
    name: 'Svelte',
    parts: [
      { title: SETUP, file: 'src/main.ts', part: 'setup' },
      { title: STREAM, file: 'src/Song.svelte', part: 'tag' },
      { title: CHAT, file: 'src/Chat.svelte', part: 'tag' },
    ],
  },
  {
    id: 'solid',
    name: 'Solid',
    parts: [
      { title: SETUP, file: 'src/main.tsx', part: 'setup' },
      { title: STREAM, file: 'src/Song.tsx', part: 'tag' },
      { title: CHAT, file: 'src/Chat.tsx', part: 'tag' },
    ],
  },
];

/** Returns the tabs and their panels, of which all but the first are hidden at first. */
export function frameworkTabs(): string {
  const tabs = frameworks.map(
    ({ id, name }, index) =>
      `<button type="button" role="tab" id="tab-${id}" aria-controls="panel-${id}" ` +
      `aria-selected="${index === 0}" tabindex="${index === 0 ? 0 : -1}">${name}</button>`,
  );
  const panels = frameworks.map(
    ({ id, name, parts }, index) =>
      `<div role="tabpanel" id="panel-${id}" aria-labelledby="tab-${id}"${index === 0 ? '' : ' hidden'}>` +
      `<h3 class="panel-name">${name}</h3>${parts.map((part) => figure(id, part)).join('')}</div>`,
  );
  return `<div role="tablist" aria-label="Framework">${tabs.join('')}</div>${panels.join('')}`;
}

function figure(id: string, { title, file, part }: Part): string {
  const path = `examples/${id}/${file}`;
  return (
    `<figure><figcaption>${title} <code>${path}</code></figcaption>` +
    // The code scrolls if a line is long, so it must be reachable by keyboard.
    `<pre tabindex="0" role="region" aria-label="${title}: ${path}"><code>${escape(readPart(path, part))}</code></pre></figure>`
  );
}
