import type { Contender } from '../job.js';
import { SENTINEL } from '../job.js';
import { addScript, element } from './dom.js';

interface SseMessage {
  readonly message: { readonly data: string };
}
interface SseError {
  readonly error?: Error;
  readonly status?: number;
  readonly ctx?: { readonly response?: { readonly raw?: Response } };
}

export const htmx4: Contender = async (job, page) => {
  await addScript('/peers/htmx.org/dist/htmx.js');
  await addScript('/peers/htmx.org/dist/ext/hx-sse.js');
  // Its own setting for pages that do not want the body of an error in the text.
  if (window.htmx) window.htmx.config.noSwap = [204, 304, '4xx', '5xx'];
  const out = element('div', { id: 'out' });
  const attributes = { 'hx-target': '#out', 'hx-swap': 'beforeend' };
  const source =
    job.body === undefined
      ? element('div', { ...attributes, 'hx-sse:connect': job.url, 'hx-sse:close': 'end' })
      : element('form', {
          ...attributes,
          'hx-post': job.url,
          'hx-trigger': 'load',
          'hx-sse:close': 'end',
        });
  for (const [name, value] of Object.entries((job.body ?? {}) as Record<string, string>)) {
    source.append(element('input', { type: 'hidden', name, value }));
  }
  let lastError = '';
  page.show(() => out.textContent);

  source.addEventListener('htmx:sse:before:message', (event) => {
    // It knows ends that are events; data that means the end is for the page's own script.
    if ((event as CustomEvent<SseMessage>).detail.message.data !== SENTINEL) return;
    event.preventDefault();
    source.remove();
    page.end();
  });
  source.addEventListener('htmx:sse:close', (event) => {
    const { reason } = (event as CustomEvent<{ reason: string }>).detail;
    if (reason === 'message') page.end();
    // A stream that it does not open again, after a POST for one.
    else if (reason === 'ended') {
      if (lastError) page.fail(lastError);
      else page.end();
    }
  });
  source.addEventListener('htmx:config:request', (event) => {
    if (!job.needsToken) return;
    const { ctx } = (
      event as CustomEvent<{ ctx: { request: { headers: Record<string, string> } } }>
    ).detail;
    ctx.request.headers['Authorization'] = `Bearer ${page.token.value}`;
  });
  const onError = (event: Event) => {
    const { error, status, ctx } = (event as CustomEvent<SseError>).detail;
    const code = status ?? ctx?.response?.raw?.status;
    const reason = [code, error?.message].filter(Boolean).join(' ');
    if (code === 401 && page.token.value === 'stale') {
      page.token.refresh();
      // Connecting again by hand, as the attribute does it.
      setTimeout(() => void window.htmx?.ajax('GET', job.url, { source }));
    } else if (event.type === 'htmx:sse:error') {
      lastError = reason;
      page.warn(reason);
    } else {
      page.fail(reason);
    }
  };
  for (const name of ['htmx:sse:error', 'htmx:response:error', 'htmx:error']) {
    source.addEventListener(name, onError);
  }
  document.body.append(out, source);
  window.htmx?.process(document.body);
};
