/** Text in formats other than plain data lines. */
import { readOptions } from '../options.js';
import { pace } from '../pace.js';
import type { Scenario } from '../scenario.js';
import { formatEvent, openStream } from '../sse.js';
import { replyJson } from '../reply.js';
import { sendToEnd } from '../text-stream.js';
import { graphemes, words } from '../texts.js';
import {
  ANSWER,
  FAILURE,
  THINKING,
  answerIn,
  wireFormats,
  type WireFormat,
} from './llm-formats.js';

export const formats: readonly Scenario[] = [
  {
    path: '/json',
    summary: 'Sends JSON objects with the text in `text`.',
    example: '/json',
    handle(_request, response, url) {
      const options = readOptions(url);
      const events = graphemes(options.text).map((text) =>
        formatEvent({ data: JSON.stringify({ text }) }),
      );
      openStream(response, options);
      sendToEnd(response, events, options);
    },
  },
  {
    path: '/ndjson',
    summary: 'Sends one JSON object per line, as Ollama does; the last one says `done`.',
    example: '/ndjson',
    handle(_request, response, url) {
      const options = readOptions(url);
      const lines = graphemes(options.text).map((content) => chatLine(content, false));
      openStream(response, { type: 'application/x-ndjson', first: '' });
      pace(response, [...lines, chatLine('', true)], options.interval);
    },
  },
  {
    path: '/plain',
    summary: 'Sends bare text without any framing.',
    example: '/plain',
    handle(_request, response, url) {
      const options = readOptions(url);
      openStream(response, { type: 'text/plain', first: '' });
      pace(response, graphemes(options.text), options.interval);
    },
  },
  ...wireFormats.map((format) => answering(`/formats/${format.name}`, format)),
  ...wireFormats
    .filter(({ name }) => name === 'openai')
    .map((format) => answering('/v1/chat/completions', format)),
];

/** Answers GET or POST in the format of an API. The request's body is not read. */
function answering(path: Scenario['path'], format: WireFormat): Scenario {
  return {
    path,
    summary: `The answer in the format of ${format.api}. It may fail, or ignore that a stream is wanted.`,
    example: `${path}?fail=1`,
    handle(_request, response, url) {
      const { text, interval } = readOptions(url, { text: ANSWER, interval: 40 });
      if (url.searchParams.get('stream') === '0' && format.whole) {
        replyJson(response, 200, format.whole(text));
        return;
      }
      const failure = url.searchParams.get('fail') === '1' ? FAILURE : undefined;
      const answer = { thinking: words(THINKING), tokens: words(text) };
      openStream(response, { ...(format.type && { type: format.type }), first: '' });
      pace(response, answerIn(format, answer, failure), interval);
    },
  };
}

function chatLine(content: string, done: boolean): string {
  return `${JSON.stringify({ message: { content }, done })}\n`;
}
