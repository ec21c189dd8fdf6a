import type { Options } from '../element/options.js';
import { StreamError } from './errors.js';
import { isSendable, keptId } from './limits.js';
import type { StreamMessage } from './message.js';
import { nextTask } from './task-budget.js';
import type { Connection, Transport, TransportSink } from './transport.js';

/**
 * The browser's own EventSource. It reconnects and sends Last-Event-ID by itself, so one
 * connection may open several times; what it cannot do is tell why it failed.
 */
export const eventSourceTransport = ({ request, reading }: Options): Transport => ({
  sendsId: false,
  knowsWhy: false,
  canReopen: true,
  reconnectsWell,
  open: (_lastEventId, sink) =>
    listenTo(
      new EventSource(request.url, { withCredentials: request.withCredentials }),
      reading.eventNames,
      sink,
    ),
});

/**
 * WebKit's EventSource does not forget the half line that a broken connection leaves, and puts
 * the next connection's first line behind it. There it may reconnect only where its id is one that
 * WebKit's fetch cannot send. An id that is too long to be sent is left out only by us.
 */
const reconnectsWell = (lastEventId: string): boolean =>
  isSendable(lastEventId) &&
  (!navigator.vendor.startsWith('Apple') || !/^[ -~]*$/.test(lastEventId));

/** Reads an EventSource. Closing the connection closes it. */
export function listenTo(
  source: EventSource,
  eventNames: readonly string[],
  sink: TransportSink,
): Connection {
  const listening = new AbortController();
  const { signal } = listening;

  // A browser gives out the messages of one chunk in one task, but one by one: they are handed on together.
  let messages: StreamMessage[] = [];
  const flush = () => {
    const batch = messages;
    messages = [];
    if (batch.length > 0) sink.onMessages(batch);
  };

  let isOriginKnown = false;
  const onMessage = (event: MessageEvent<string>) => {
    const { type, data, lastEventId } = event;
    // Reading the origin of every message would cost as much as all the rest.
    if (!isOriginKnown) sink.onOrigin(event.origin);
    isOriginKnown = true;
    // Whether the id is its own nobody can tell: the latest one is repeated on messages that have none.
    const count = messages.push({ event: type, data, id: keptId(lastEventId) });
    if (count === 1) void nextTask().then(flush);
  };
  // The connection's own events are named "open" and "error", and a server may name its messages so.
  for (const name of new Set(eventNames)) {
    if (name === 'open' || name === 'error') continue;
    source.addEventListener(name, onMessage as EventListener, { signal });
  }
  const takesOpen = eventNames.includes('open');

  source.addEventListener(
    'open',
    (event) => {
      if (!(event instanceof MessageEvent)) {
        flush();
        isOriginKnown = false;
        sink.onOpen();
      } else if (takesOpen) onMessage(event as MessageEvent<string>);
    },
    { signal },
  );
  source.addEventListener(
    'error',
    (event) => {
      if (event instanceof MessageEvent) {
        onMessage(event as MessageEvent<string>);
        return;
      }
      flush();
      // A message may have been the end.
      if (signal.aborted) return;
      if (source.readyState === EventSource.CLOSED) {
        sink.onEnd({ type: 'failed', error: closedForGood(source.url) });
        return;
      }
      const error = new StreamError('network', `The connection to ${source.url} was lost.`);
      sink.onEnd({ type: 'reconnecting', error });
    },
    { signal },
  );

  return {
    close() {
      messages = [];
      listening.abort();
      source.close();
    },
  };
}

export const closedForGood = (url: string): StreamError =>
  new StreamError(
    'network',
    `EventSource closed the connection to ${url} for good and cannot say why. ` +
      'Use transport="auto" or transport="fetch" to see the status and the reason.',
  );
