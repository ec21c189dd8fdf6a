// What one run is about: it follows from its seed, in the page and on the server alike.
import { EMOJI, LYRIC, RTL, graphemes } from '../../demo-server/texts.js';
import { randomFrom } from './random.js';

export interface Scenario {
  readonly text: string;
  readonly transport: 'auto' | 'fetch' | 'eventsource';
  /** None; on every event, and the server goes on after the one it is asked for; or it does not care. */
  readonly ids: 'none' | 'resumed' | 'ignored';
  /** The stream in pieces: what may be told in one go, each with the text it holds. */
  readonly events: readonly string[];
}

const TRANSPORTS = ['auto', 'fetch', 'eventsource'] as const;
const IDS = ['none', 'resumed', 'resumed', 'ignored'] as const;
const EOLS = ['\n', '\n', '\r\n', '\r'] as const;
const ENDS = ['data: end', 'data: [DONE]', 'data:  [DONE] ', 'event: done\ndata: {}'] as const;
const ALL = graphemes(LYRIC + EMOJI + RTL + 'The end of the line is not the end. ');

export function scenarioOf(seed: number): Scenario {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const start = Math.floor(random() * (ALL.length - 90));
  const characters = ALL.slice(start, start + 20 + Math.floor(random() * 70));
  const ids = pick(IDS);
  const eol = pick(EOLS);
  const longest = pick([1, 1, 4, 12]);
  const hasComments = random() < 0.3;
  const events: string[] = [];
  for (let from = 0; from < characters.length;) {
    const size = 1 + Math.floor(random() * longest);
    let data = characters.slice(from, from + size).join('');
    // The word is the end unless text follows, so that a close behind it would be one.
    if (data.trim() === 'end') data = characters[from] ?? '';
    from += graphemes(data).length;
    const comment = hasComments && random() < 0.2 ? ': still here\n\n' : '';
    const id = ids === 'none' ? '' : `id: ${String(events.length + 1)}\n`;
    const lines = data.split('\n').map((line) => `data: ${line}\n`);
    events.push(`${comment}${id}${lines.join('')}\n`);
  }
  events.push(`${pick(ENDS)}\n\n`);
  return {
    text: characters.join(''),
    transport: TRANSPORTS[seed % 3] ?? 'auto',
    ids,
    events: events.map((event) => event.replaceAll('\n', eol)),
  };
}
