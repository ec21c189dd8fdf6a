import { StreamError } from './errors.js';
import type { Connection, StreamRequest, TransportSink } from './transport.js';

/**
 * The browser's own EventSource. It reconnects and sends Last-Event-ID by itself, so one
 * connection may open several times; what it cannot do is tell why it failed.
 */
export function openEventSource(
  request: StreamRequest,
  _lastEventId: string,
  sink: TransportSink,
): Connection {
  return listenTo(
    new EventSource(request.url, { withCredentials: request.withCredentials }),
    request.eventNames,
    sink,
  );
}

/** Reads an EventSource that somebody opened. Closing the connection closes it. */
export function listenTo(
  source: EventSource,
  eventNames: readonly string[],
  sink: TransportSink,
): Connection {
  const listening = new AbortController();
  const { signal } = listening;

  const onMessage = (event: MessageEvent) => {
    const { type, data, lastEventId } = event as MessageEvent<string>;
    // The id is sticky: the standard repeats the latest one on messages that have none.
    sink.onMessage({ event: type, data, id: lastEventId }, undefined);
  };
  for (const name of new Set(eventNames)) {
    // A server may name an event "error": it arrives as a MessageEvent, unlike the
    // connection's own error events, and is handled below.
    if (name !== 'error') source.addEventListener(name, onMessage as EventListener, { signal });
  }

  source.addEventListener('open', () => sink.onOpen(), { signal });
  source.addEventListener(
    'error',
    (event: Event) => {
      if (event instanceof MessageEvent) {
        onMessage(event);
      } else if (source.readyState === EventSource.CLOSED) {
        sink.onEnd({
          type: 'failed',
          error: new StreamError(
            'network',
            `EventSource closed the connection to ${source.url} for good and cannot say why. ` +
              'Use transport="auto" or transport="fetch" to see the status and the reason.',
            { retryable: false },
          ),
        });
      } else {
        sink.onEnd({ type: 'reconnecting' });
      }
    },
    { signal },
  );

  return {
    close() {
      listening.abort();
      source.close();
    },
  };
}
