import type { Contender } from '../job.js';
import { SENTINEL } from '../job.js';
import { addScript, element } from './dom.js';

/** The version that most pages have. Its extension is a layer above the browser's EventSource. */
export const htmx2: Contender = async (job, page) => {
  if (job.body !== undefined || job.needsToken) {
    page.impossible();
    return;
  }
  await addScript('/peers/htmx2/dist/htmx.js');
  await addScript('/peers/htmx-ext-sse/dist/sse.js');
  const out = element('div', {
    'hx-ext': 'sse',
    'sse-connect': job.url,
    'sse-swap': 'message',
    'sse-close': 'end',
    'hx-swap': 'beforeend',
  });
  page.show(() => out.textContent);
  out.addEventListener('htmx:sseBeforeMessage', (event) => {
    const { data } = (event as CustomEvent<MessageEvent<string>>).detail;
    if (data !== SENTINEL) return;
    // Data that means the end is for the page's own script: taking the element away closes it.
    event.preventDefault();
    const text = out.textContent;
    page.show(() => text);
    window.htmx?.remove(out);
    page.end();
  });
  out.addEventListener('htmx:sseClose', () => page.end());
  // Its detail has the browser's event, which tells no reason.
  out.addEventListener('htmx:sseError', () => page.warn(''));
  document.body.append(out);
  window.htmx?.process(out);
};
