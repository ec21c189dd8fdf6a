import { matchAt } from './characters.js';

/** The start of a bare address: a scheme, `www.`, or the local part before an `@`. */
const START = /https?:\/\/|www\.|mailto:|xmpp:|(?<![\w.+-])[\w.+-]{1,64}@/gi;
/** All but whitespace, `<`, backticks, and Chinese and Japanese punctuation, which follows an address without a space. */
const BODY =
  /[^\s<`\u2018-\u201f\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]*/y;
const DOMAIN = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*/u;
const MAIL = /[\w.+-]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)+/iy;
const RESOURCE = /\/[\w@.]+/y;
/** The rest of a mail address, and a character after it that cannot belong to one. */
const MAIL_RUN = /[\w@./-]*[^\w@./-]/y;

export interface Address {
  href: string;
  end: number;
  /** A character follows that cannot belong to the address, so more text does not change it. */
  isOver: boolean;
}

/** Returns the first index from `from` on at which a bare address may start; `Infinity` for none. */
export const nextStart = (text: string, from: number): number =>
  matchAt(START, text, from)?.index ?? Infinity;

/** Removes trailing punctuation that belongs to the sentence around the address. */
function trimEnd(address: string): string {
  let end = address.length;
  let unopened = 0;
  for (const character of address) unopened += character === ')' ? 1 : character === '(' ? -1 : 0;
  for (;;) {
    const last = address.charAt(end - 1);
    if (last === ';') {
      const reference = /&[a-z0-9]+;$/i.exec(address.slice(Math.max(0, end - 40), end));
      if (!reference) break;
      end -= reference[0].length;
    } else if (last === ')' && unopened > 0) {
      unopened--;
      end--;
    } else if (last !== '' && '?!.,:*_~\'"'.includes(last)) end--;
    else break;
  }
  return address.slice(0, end);
}

function isDomain(text: string, mayBeShort: boolean): boolean {
  const parts = (DOMAIN.exec(text)?.[0] ?? '').split('.');
  return (
    parts[0] !== '' &&
    (mayBeShort || parts.length > 1) &&
    !parts.slice(-2).some((part) => part.includes('_'))
  );
}

/**
 * Reads the address at `start`, an index that `nextStart()` returned. `'open'`: not an address yet, but more text may make it
 * one.
 */
export function readAddress(text: string, start: number): Address | 'open' | null {
  const before = text.charAt(start - 1);
  if (/\w/.test(before)) return null;
  const scheme = /^(?:https?:\/\/|www\.|mailto:|xmpp:)/i.exec(text.slice(start, start + 8))?.[0];
  if (scheme === undefined || scheme.includes('m')) return readMail(text, start, scheme ?? '');
  const body = trimEnd(matchAt(BODY, text, start + scheme.length)?.[0] ?? '');
  const bare = scheme.endsWith('.');
  const isOver = BODY.lastIndex < text.length;
  if (!isDomain(bare ? scheme + body : body, !bare) || (bare && !isDomain(body, true)))
    return isOver ? null : 'open';
  const end = start + scheme.length + body.length;
  return { href: (bare ? 'http://' : '') + text.slice(start, end), end, isOver };
}

function readMail(text: string, start: number, scheme: string): Address | null {
  const mail = matchAt(MAIL, text, start + scheme.length)?.[0].replace(/\.+$/, '');
  if (mail === undefined || /[-_]$/.test(mail)) return null;
  let end = start + scheme.length + mail.length;
  if (/^xmpp/i.test(scheme)) end += matchAt(RESOURCE, text, end)?.[0].length ?? 0;
  const isOver = matchAt(MAIL_RUN, text, end) !== null;
  return { href: (scheme ? '' : 'mailto:') + text.slice(start, end), end, isOver };
}
