/** The looks of the package, each with a suitable text. Free of the DOM, since the build imports this module too. */
import { LYRIC } from '../demo-server/texts.js';

export interface Look {
  readonly name: string;
  readonly use: string;
  /** Attributes that suit the look. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly text: string;
}

const TEXT = `A stream is a text that has not finished arriving. Whoever reads it may begin.

Each word comes when it is ready, and stays where it is. What was read is not moved by what follows.

If the line goes dead, the reader waits at the last word, and the next one is the right one.
`;

/** The element itself scrolls, so it must be reachable by keyboard. */
const SCROLLS = { tabindex: '0' };

export const looks: readonly [Look, ...Look[]] = [
  { name: 'chat', use: 'An answer in a chat, as a bubble that grows.', text: TEXT },
  { name: 'paper', use: 'Long texts, as a page of a book.', text: TEXT },
  { name: 'terminal', use: 'Logs and commands, as a console.', text: TEXT },
  {
    name: 'large-print',
    use: 'Readers with low vision: large letters, strong contrast.',
    text: TEXT,
  },
  {
    name: 'teleprompter',
    use: 'Reading aloud: lines that were read move up.',
    attributes: SCROLLS,
    text: TEXT,
  },
  {
    name: 'subtitles',
    use: 'The last two lines, over a film or a speaker.',
    attributes: { by: 'word', cursor: 'none' },
    text: TEXT,
  },
  {
    name: 'poem',
    use: 'A poem in columns from right to left, in Chinese or Japanese.',
    attributes: { lang: 'zh-Hant', ...SCROLLS },
    text: LYRIC,
  },
  {
    name: 'neon',
    use: 'A glowing sign, for a stage or a game.',
    attributes: { fade: '' },
    text: TEXT,
  },
];

/** Returns the HTML that an author writes for a look. */
export function linesOf({ name, attributes = {} }: Look): string {
  const more = Object.entries(attributes).map(([attribute, value]) =>
    value ? ` ${attribute}="${value}"` : ` ${attribute}`,
  );
  return `<link rel="stylesheet" href="node_modules/typewriter-stream/looks/${name}.css" />
<typewriter-stream class="tw-${name}"${more.join('')} src="/stream"></typewriter-stream>`;
}
