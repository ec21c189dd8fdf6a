const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/* eslint-disable no-control-regex -- they are the characters which browsers ignore */
const BLANKS =
  /[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/g;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
/* eslint-enable no-control-regex */

/**
 * Returns the address if a link may lead there, otherwise null: web pages, mail, telephone and relative addresses are safe.
 * Whitespace and control characters in the scheme are ignored, since browsers ignore some of them too.
 */
export function safeHref(href: string): string | null {
  const scheme = /^[^/?#:]*:/.exec(href.replace(BLANKS, ''))?.[0].toLowerCase();
  return scheme === undefined || SAFE.has(scheme) ? href.replace(CONTROLS, '').trim() : null;
}

/** Percent-encodes an address like CommonMark's reference implementation; existing percent-encodings stay. */
export const encodeHref = (href: string) =>
  href.replace(/%[0-9a-f]{2}|[\ud800-\udbff][\udc00-\udfff]|[^\w;/?:@&=+$,.!~*'()#-]/gi, (part) => {
    if (/^%../.test(part)) return part;
    return /^[\ud800-\udfff]$/.test(part) ? '%EF%BF%BD' : encodeURIComponent(part);
  });
