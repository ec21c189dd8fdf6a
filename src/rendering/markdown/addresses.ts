import type { MarkupOptions } from './options.js';
import { safeHref } from './parser/url.js';
import { guarded } from './guarded.js';

// eslint-disable-next-line no-control-regex -- browsers ignore these where they look for the scheme
const RUNS_SCRIPT = /^[\u0000-\u0020]*(?:java|vb)script:/i;

/** Returns the address that a link leads to; null: none. */
export function hrefOf(raw: string, { links }: MarkupOptions): string | null {
  if (!links) return safeHref(raw);
  const allowed = guarded('links', () => {
    const href = links(raw);
    // The author's function may allow any address but one that runs a script.
    return RUNS_SCRIPT.test(href?.replace(/[\t\r\n]/g, '') ?? '') ? null : href;
  });
  return allowed ?? null;
}

/** Returns the address that an image is loaded from; null: it is not loaded. */
export function imageSource(raw: string | null, { images = 'none' }: MarkupOptions): string | null {
  const src = images === 'none' || raw === null ? null : safeHref(raw);
  if (src === null || !URL.canParse(src, document.baseURI)) return null;
  const { protocol, origin } = new URL(src, document.baseURI);
  if (!protocol.startsWith('http')) return null;
  if (images === 'all') return src;
  if (images === 'same-origin') return origin === location.origin ? src : null;
  return typeof images === 'function' && guarded('images', () => images(src)) ? src : null;
}
