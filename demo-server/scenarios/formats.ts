/** Text in other wrappings than bare data. */
import { readOptions } from '../options.js';
import { pace } from '../pace.js';
import type { Scenario } from '../scenario.js';
import { formatEvent, openStream } from '../sse.js';
import { sendToEnd } from '../text-stream.js';
import { graphemes } from '../texts.js';

export const formats: readonly Scenario[] = [
  {
    path: '/json',
    summary: 'Each event is a JSON object with the text in `text`.',
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
    summary: 'A JSON object a line, as Ollama writes them; the last one says done.',
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
    summary: 'Bare text without any framing.',
    example: '/plain',
    handle(_request, response, url) {
      const options = readOptions(url);
      openStream(response, { type: 'text/plain', first: '' });
      pace(response, graphemes(options.text), options.interval);
    },
  },
];

function chatLine(content: string, done: boolean): string {
  return `${JSON.stringify({ message: { content }, done })}\n`;
}
