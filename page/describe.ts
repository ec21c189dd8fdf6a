import type { StreamError, TypewriterStreamEventMap } from '../src/element/index.js';
import { characters, countCharacters } from './characters.js';

type StreamEvents = TypewriterStreamEventMap;

/** Shortens addresses to their path, the only informative part here. */
const shorten = (message: string): string =>
  message.replace(/https?:\/\/\S+/g, (url) => new URL(url).pathname);

const failure = ({ kind, status, message }: StreamError): string =>
  `${kind}${status === undefined ? '' : ` ${status}`}: ${shorten(message)}`;

/** One sentence for each event of the element. */
const descriptions: { [Name in keyof StreamEvents]: (event: StreamEvents[Name]) => string } = {
  'stream-state': ({ from, to }) => `${from} → ${to}`,
  'stream-open': ({ attempt, resumed }) =>
    `attempt ${attempt}${resumed ? ', continues after the last ID' : ''}`,
  'stream-message': ({ message }) => message.event,
  'stream-delta': ({ text }) => characters(countCharacters(text)),
  'stream-retry': ({ attempt, delay, error }) => {
    const when = delay === null ? 'the browser reconnects' : `retrying in ${delay} ms`;
    return `${when}; failed attempt ${attempt}. ${failure(error)}`;
  },
  'stream-end': ({ reason, finishReason }) =>
    finishReason === null ? reason : `${reason}, finish reason ${finishReason}`,
  'stream-typed': ({ text }) => characters(countCharacters(text)),
  'stream-error': ({ error }) => failure(error),
};

export const EVENT_NAMES = Object.keys(descriptions) as (keyof StreamEvents)[];

export function describe<Name extends keyof StreamEvents>(
  name: Name,
  event: StreamEvents[Name],
): string {
  return descriptions[name](event);
}
