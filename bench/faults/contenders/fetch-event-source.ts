import { EventStreamContentType, fetchEventSource } from '@microsoft/fetch-event-source';
import { SENTINEL, type Contender } from '../job.js';

class RetriableError extends Error {}
class FatalError extends Error {}

/** After its README ("You can add better error handling"), with a type that may have a charset. */
export const fetchEventSourceClient: Contender = (job, page) => {
  const controller = new AbortController();
  const end = () => {
    controller.abort();
    page.end();
  };
  const message = (error: unknown) => (error instanceof Error ? error.message : String(error));

  fetchEventSource(job.url, {
    signal: controller.signal,
    ...(job.body !== undefined && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(job.body),
    }),
    ...(job.needsToken && {
      // It copies `headers` once, so that a token that changes takes a fetch of one's own.
      fetch: (input: RequestInfo | URL, init?: RequestInit) =>
        fetch(input, {
          ...init,
          headers: {
            ...(init?.headers as Record<string, string>),
            Authorization: `Bearer ${page.token.value}`,
          },
        }),
    }),
    async onopen(response) {
      const { ok, status, headers } = response;
      const type = headers.get('content-type') ?? '';
      if (ok && type.startsWith(EventStreamContentType)) return;
      if (status === 401 && page.token.value === 'stale') {
        page.token.refresh();
        throw new RetriableError('401');
      }
      if (status >= 400 && status < 500 && status !== 429) throw new FatalError(String(status));
      throw new RetriableError(`${status} ${type}`);
    },
    onmessage({ event, data }) {
      if (data === SENTINEL || event === 'end') end();
      // It also calls for messages that have no data.
      else if (!controller.signal.aborted) page.append(data);
    },
    onclose() {
      throw new RetriableError('closed');
    },
    onerror(error) {
      page.warn(message(error));
      if (error instanceof FatalError) throw error;
      return undefined;
    },
  }).catch((error: unknown) => page.fail(message(error)));
};
