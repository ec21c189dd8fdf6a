/** A chat answer in Markdown, as a language model streams it. */
import type { DemoResponse } from '../exchange.js';
import { MARKDOWN_ANSWER } from '../markdown-answer.js';
import { readLastEventId, readNumber, readOptions } from '../options.js';
import { cut, pace } from '../pace.js';
import { replyJson } from '../reply.js';
import type { Scenario } from '../scenario.js';
import { openStream } from '../sse.js';
import { NUMBERS } from '../text-stream.js';
import { words } from '../texts.js';
import { answerIn, FAILURE, wireFormats, type WireFormat } from './llm-formats.js';

export const markdown: readonly Scenario[] = [
  {
    path: '/answer',
    summary:
      'Sends a chat answer in Markdown, with ids, as `format` openai or json. ' +
      '`fault` is drop, 429, or with openai error or length.',
    example: '/answer?format=openai&fault=drop',
    handle(request, response, url, client) {
      const fault = url.searchParams.get('fault');
      if (fault === '429' && client.countOneMore(url.pathname) === 1) {
        refuse(response, readNumber(url, 'retryAfter', 2, 0, 86_400));
        return;
      }
      const options = readOptions(url, { text: MARKDOWN_ANSWER, interval: 45 });
      const events = numbered(messages(formatOf(url), options.text, fault));
      const known = NUMBERS.read(readLastEventId(request, url));
      openStream(response, options);
      if (fault === 'drop' && known === 0) {
        const half = events.slice(0, Math.ceil(events.length / 2));
        pace(response, half, options.interval, () => cut(response));
        return;
      }
      pace(response, events.slice(known), options.interval, () => {
        client.startOver(url.pathname);
        response.end();
      });
    },
  },
];

function formatOf(url: URL): WireFormat {
  const name = url.searchParams.get('format') === 'json' ? 'json' : 'openai';
  const format = wireFormats.find((each) => each.name === name);
  if (!format) throw new Error(`There is no wire format "${name}".`);
  return format;
}

function messages(format: WireFormat, text: string, fault: string | null): string[] {
  const answer = { thinking: [], tokens: words(text) };
  if (fault === 'error') return answerIn(format, answer, FAILURE);
  if (fault !== 'length') return answerIn(format, answer);
  const tokens = answer.tokens.slice(0, answer.tokens.length / 2);
  return answerIn(format, { ...answer, tokens }).map((message) =>
    message.replace('"finish_reason":"stop"', '"finish_reason":"length"'),
  );
}

const numbered = (events: readonly string[]): string[] =>
  events.map((event, index) => `id: ${index + 1}\n${event}`);

function refuse(response: DemoResponse, seconds: number): void {
  const error = { message: 'Too many questions at once.', status: 429 };
  replyJson(response, 429, { error }, { 'Retry-After': seconds });
}
