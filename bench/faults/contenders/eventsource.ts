import { EventSource } from 'eventsource';
import { SENTINEL, type Contender } from '../job.js';

export const npmEventSource: Contender = (job, page) => {
  const open = () => {
    const source = new EventSource(job.url, {
      // The way its README shows for headers and for other methods.
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: {
            ...(init?.headers as Record<string, string>),
            ...(job.needsToken && { Authorization: `Bearer ${page.token.value}` }),
            ...(job.body !== undefined && { 'Content-Type': 'application/json' }),
          },
          ...(job.body !== undefined && { method: 'POST', body: JSON.stringify(job.body) }),
        }),
    });
    const end = () => {
      source.close();
      page.end();
    };
    source.onmessage = ({ data }) => {
      if (data === SENTINEL) end();
      else page.append(data);
    };
    source.addEventListener('end', end);
    source.onerror = ({ code, message }) => {
      if (code === 401 && page.token.value === 'stale') {
        source.close();
        page.token.refresh();
        open();
        return;
      }
      const reason = [code, message].filter(Boolean).join(' ');
      if (source.readyState === EventSource.CLOSED) page.fail(reason);
      else page.warn(reason);
    };
  };
  open();
};
