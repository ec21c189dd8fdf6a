import type { Options } from '../element/options.js';
import { StreamError, reasonOf } from './errors.js';
import { isA } from './is-a.js';
import { isSendable, keptId } from './limits.js';
import type { StreamMessage } from './message.js';
import { nextTask } from './next-task.js';
import type { Connection, Transport, TransportSink } from './transport.js';

/**
 * The browser's EventSource reconnects and sends Last-Event-ID by itself, so one connection may open
 * several times. EventSource cannot say why a connection failed.
 */
export const eventSourceTransport = ({ request, reading }: Options): Transport => ({
  sendsId: false,
  knowsWhy: false,
  canReopen: true,
  reconnectsWell,
  open(_lastEventId, sink) {
    try {
      const { url, withCredentials } = request;
      return listenTo(new EventSource(url, { withCredentials }), reading.eventNames, sink);
    } catch (thrown) {
      return failing(sink, thrown);
    }
  },
});

/** A page may have removed EventSource, or replaced EventSource with a class that throws. */
function failing(sink: TransportSink, thrown: unknown): Connection {
  let isClosed = false;
  const options = { cause: thrown, retryable: false };
  const error = new StreamError('network', reasonOf(thrown), options);
  queueMicrotask(() => {
    if (!isClosed) sink.onEnd({ type: 'failed', error });
  });
  return { close: () => (isClosed = true) };
}

/**
 * WebKit's EventSource keeps a half line of a broken connection, and joins the next connection's
 * first line to it. So in WebKit EventSource reconnects only with an id that WebKit's fetch cannot
 * send. An id that is too long would be sent by EventSource, but is dropped by our fetch.
 */
const reconnectsWell = (lastEventId: string): boolean =>
  isSendable(lastEventId) &&
  (!navigator.vendor.startsWith('Apple') || !/^[ -~]*$/.test(lastEventId));

/** Reads an EventSource, and closes it when the connection is closed. */
export function listenTo(
  source: EventSource,
  eventNames: readonly string[],
  sink: TransportSink,
): Connection {
  const listening = new AbortController();
  const { signal } = listening;

  // The browser dispatches the messages of one chunk in the same task. We pass them on together.
  let messages: StreamMessage[] = [];
  const flush = () => {
    const batch = messages;
    messages = [];
    if (batch.length > 0) sink.onMessages(batch);
  };

  let isOriginKnown = false;
  // Reading the type or the origin of every message would double the time per message.
  const onMessage = (name: string, event: Event) => {
    const { data, lastEventId } = event as MessageEvent<string>;
    if (!isOriginKnown) sink.onOrigin((event as MessageEvent).origin);
    isOriginKnown = true;
    // There is no `hasOwnId`: EventSource repeats the latest id on messages that have none.
    const count = messages.push({ event: name, data, id: keptId(lastEventId) });
    if (count === 1) void nextTask().then(flush);
  };
  const listen = (name: string, listener: (event: Event) => void) =>
    source.addEventListener(name, listener, { signal });
  // A server may also name messages "open" or "error", like EventSource's own events.
  for (const name of new Set(eventNames)) {
    if (name !== 'open' && name !== 'error') listen(name, (event) => onMessage(name, event));
  }
  listen('open', (event) => {
    if (!isA(event, 'MessageEvent')) {
      flush();
      isOriginKnown = false;
      sink.onOpen();
    } else if (eventNames.includes('open')) onMessage('open', event);
  });
  listen('error', (event) => {
    if (isA(event, 'MessageEvent')) {
      onMessage('error', event);
      return;
    }
    flush();
    // One of the messages may have ended the stream.
    if (signal.aborted) return;
    if (source.readyState === EventSource.CLOSED) {
      sink.onEnd({ type: 'failed', error: closedForGood(source.url) });
      return;
    }
    const error = new StreamError('network', `The connection to ${source.url} was lost.`);
    sink.onEnd({ type: 'reconnecting', error });
  });

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
