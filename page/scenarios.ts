import { MARKDOWN_ANSWER } from '../demo-server/markdown-answer.js';
import { ANSWER } from '../demo-server/scenarios/llm-formats.js';
import { EMOJI, LYRIC, RTL, prose } from '../demo-server/texts.js';

/** A stream of the demo server to show. */
export interface Scenario {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** A description in one or two sentences. */
  readonly note: string;
  readonly lang: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The element's attributes that the stream needs. Default: none. */
  readonly format?: string;
  readonly markup?: string;
  /** Milliseconds between events; undefined: no events. */
  readonly interval?: number;
  /** The server's `retry:` field: the browser's reconnection time, in milliseconds. */
  readonly retry?: number;
  /** The body, sent as JSON by POST. Default: none, by GET. */
  readonly body?: unknown;
  /** The whole text that the server sends; undefined: it depends on the request. */
  readonly text?: string;
}

const LONG = 1200;
const BURSTS = 3000;

const TEXTS = 'Whole texts';
const APIS = 'Language models, by POST';
const DROPS = 'Lost connections';
const FAILURES = 'Failures';

/** The same question to each API, and its answer. */
const question = {
  group: APIS,
  lang: 'en',
  interval: 60,
  markup: 'markdown',
  text: ANSWER,
  body: {
    model: 'demo',
    stream: true,
    messages: [{ role: 'user', content: 'What is a stream?' }],
  },
} as const;

/** The chat answer, with or without a fault. */
const answer = {
  lang: 'en',
  path: '/answer',
  format: 'openai',
  markup: 'markdown',
  interval: 60,
  retry: 1500,
  text: MARKDOWN_ANSWER,
} as const;

export const scenarios: readonly [Scenario, ...Scenario[]] = [
  {
    ...answer,
    id: 'answer',
    label: 'Chat answer in Markdown',
    group: TEXTS,
    note: 'Sent as an LLM API sends it. Set the format to text to see what is on the wire.',
  },
  {
    id: 'article',
    label: 'Chinese song, one character per event',
    group: TEXTS,
    note: 'Every event has an ID. After a cut, the browser asks for whatever follows the last one.',
    lang: 'zh-Hant',
    path: '/article',
    interval: 100,
    retry: 1500,
    text: LYRIC,
  },
  {
    id: 'long',
    label: 'English prose, one word per event',
    group: TEXTS,
    note: 'No IDs. After a cut, the server starts over, and text already on screen is skipped.',
    lang: 'en',
    path: '/long',
    query: { chars: String(LONG) },
    interval: 80,
    retry: 1500,
    text: prose(LONG),
  },
  {
    id: 'emoji',
    label: 'Emoji, split into code points',
    group: TEXTS,
    note: 'Families, flags and accents arrive in pieces. Each is typed as one character.',
    lang: 'en',
    path: '/emoji',
    interval: 60,
    retry: 1500,
    text: EMOJI,
  },
  {
    id: 'rtl',
    label: 'Arabic and Hebrew',
    group: TEXTS,
    note: 'Each line takes its direction from its first letter, and so does the cursor.',
    lang: 'ar',
    path: '/rtl',
    interval: 60,
    retry: 1500,
    text: RTL,
  },
  {
    id: 'burst',
    label: 'Bursts of 150 characters',
    group: TEXTS,
    note: 'Nothing, then 150 characters at once. With speed auto, they are typed at a steady pace.',
    lang: 'en',
    path: '/burst',
    query: { size: '150' },
    interval: 700,
    retry: 1500,
    text: prose(BURSTS),
  },
  {
    ...question,
    id: 'openai',
    label: 'OpenAI Chat Completions',
    note: 'The body is a property, so the snippet sets it in a script. The answer ends with its token usage.',
    path: '/v1/chat/completions',
    format: 'openai',
  },
  {
    ...question,
    id: 'anthropic',
    label: 'Anthropic Messages',
    note: 'The model thinks first. Its thinking is kept apart from the text.',
    path: '/formats/anthropic',
    format: 'anthropic',
  },
  {
    ...question,
    id: 'ollama',
    label: 'Ollama, lines of JSON',
    note: 'Ollama sends NDJSON, not Server-Sent Events. The format auto works too.',
    path: '/formats/ollama',
    format: 'ollama',
  },
  {
    id: 'echo',
    label: 'Echo of a POST request',
    group: APIS,
    note: 'The server sends back what it received: the method, some headers and the body.',
    lang: 'en',
    path: '/echo',
    interval: 30,
    body: question.body,
  },
  {
    id: 'drop',
    label: 'Drops every 20 events, with IDs',
    group: DROPS,
    note: 'The server drops the connection five times. Each new connection continues after the last ID.',
    lang: 'zh-Hant',
    path: '/drop',
    query: { after: '20', times: '5' },
    interval: 60,
    retry: 600,
    text: LYRIC,
  },
  {
    id: 'drop-without-ids',
    label: 'Drops three times, without IDs',
    group: DROPS,
    note: 'Each new connection starts over. Text that is already on screen is skipped.',
    lang: 'zh-Hant',
    path: '/drop-without-ids',
    query: { after: '25', times: '3' },
    interval: 40,
    retry: 600,
    text: LYRIC,
  },
  {
    ...answer,
    id: 'answer-drop',
    label: 'Chat answer that drops halfway',
    group: DROPS,
    note: 'The connection drops once. The answer continues exactly where it stopped.',
    query: { fault: 'drop' },
  },
  {
    ...answer,
    id: 'answer-429',
    label: 'Rate limit: 429 with Retry-After',
    group: DROPS,
    note: 'The server asks the element to wait five seconds. The element counts them down.',
    query: { fault: '429', retryAfter: '5' },
  },
  {
    id: 'flaky',
    label: 'Flaky server: 503, 429, 503',
    group: DROPS,
    note: 'Three errors, each asking for a one-second wait, and then the stream.',
    lang: 'zh-Hant',
    path: '/flaky',
    query: { statuses: '503,429,503', retryAfter: '1' },
    interval: 60,
    retry: 600,
    text: LYRIC,
  },
  {
    id: 'missing',
    label: '404: no such stream',
    group: FAILURES,
    note: 'EventSource hides the status, so fetch asks once more. A 404 is final, so there is no third request.',
    lang: 'en',
    path: '/error',
    query: { status: '404' },
    text: '',
  },
  {
    id: 'html',
    label: 'A web page instead of a stream',
    group: FAILURES,
    note: 'A login page answers like this: status 200, but HTML. The element does not type it.',
    lang: 'en',
    path: '/wrong-type',
    text: '',
  },
];

/** Returns the address for the snippet, without parameters for this visit. */
export function publicSrc({ path, query, interval }: Scenario, chosen: number): string {
  const params = new URLSearchParams(query);
  if (interval !== undefined) params.set('interval', String(chosen));
  const search = decodeURIComponent(params.toString());
  return search ? `${path}?${search}` : path;
}

/** Returns the address to open, with a key, so that this visitor's connections can be cut. */
export function playgroundSrc(scenario: Scenario, chosen: number, key: string): string {
  // The page may be in a folder of its site.
  const src = new URL(`.${publicSrc(scenario, chosen)}`, location.href);
  if (scenario.retry !== undefined) src.searchParams.set('retry', String(scenario.retry));
  src.searchParams.set('key', key);
  return src.pathname + src.search;
}

/** Returns the scenarios as options of a select, in groups. */
export function scenarioOptions(): HTMLOptGroupElement[] {
  const groups = new Map<string, HTMLOptGroupElement>();
  for (const { id, label, group } of scenarios) {
    let element = groups.get(group);
    if (!element) {
      element = document.createElement('optgroup');
      element.label = group;
      groups.set(group, element);
    }
    element.append(new Option(label, id));
  }
  return [...groups.values()];
}
