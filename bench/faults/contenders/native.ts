import { SENTINEL, type Contender } from '../job.js';

export const nativeEventSource: Contender = (job, page) => {
  if (job.body !== undefined || job.needsToken) {
    page.impossible();
    return;
  }
  const source = new EventSource(job.url);
  const end = () => {
    source.close();
    page.end();
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    if (data === SENTINEL) end();
    else page.append(data);
  };
  source.addEventListener('end', end);
  source.onerror = () => {
    // The event carries nothing else.
    if (source.readyState === EventSource.CLOSED) page.fail('');
    else page.warn('');
  };
};
