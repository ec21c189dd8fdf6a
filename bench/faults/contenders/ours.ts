import '../../../src/index.js';
import type { Contender, Job, Page } from '../job.js';

/** As it comes: the browser's EventSource first, and fetch where that one cannot say why. */
export const ours: Contender = (job, page) => read('auto', job, page);

export const oursOverFetch: Contender = (job, page) => read('fetch', job, page);

function read(transport: 'auto' | 'fetch', job: Job, page: Page): void {
  const element = document.createElement('typewriter-stream');
  element.speed = 'instant';
  element.transport = transport;
  if (job.body !== undefined) element.body = job.body;
  if (job.needsToken) element.headers = () => ({ Authorization: `Bearer ${page.token.value}` });
  if (job.idleTimeout !== undefined) {
    // EventSource hides what it receives, so it can have no watchdog.
    element.transport = 'fetch';
    element.idleTimeout = job.idleTimeout;
  }
  element.addEventListener('stream-error', ({ error }) => {
    if (error.status === 401 && page.token.value === 'stale') {
      page.token.refresh();
      element.start();
    } else {
      page.fail(`${error.kind}${error.status ? ` ${error.status}` : ''}: ${error.message}`);
    }
  });
  element.addEventListener('stream-retry', ({ error }) => page.warn(error.message));
  element.addEventListener('stream-state', ({ to }) => {
    if (to === 'done') page.end();
  });
  page.show(() => element.typedText);
  element.src = job.url;
  document.body.append(element);
}
