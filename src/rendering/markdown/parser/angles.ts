/** What `<` may start: an address, a line break, and tags, which are text. */

// eslint-disable-next-line no-control-regex -- as specified
export const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>\u0000-\u0020]*)>/iy;
export const HALF_AUTOLINK = /<[^\s<>]+$/y;
export const MAIL_LINK =
  /<([\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)>/iy;
export const LINE_BREAK = /<br\s*\/?>/iy;

const NAME = '[a-z][a-z0-9-]*';
const ATTRIBUTE = `\\s+[a-z_:][\\w.:-]*(?:\\s*=\\s*(?:"[^"]*"|'[^']*'|[^\\s"'=<>\`]+))?`;
const HALF_ATTRIBUTE = `\\s+(?:[a-z_:][\\w.:-]*\\s*=\\s*(?:"[^"]*|'[^']*)?)?`;
/** From `<` on, the start of what may become a tag, a comment or an address in angle brackets. */
const HALF_TAG = new RegExp(
  `^<(?:/?|!(?:-(?:-[^>]*)?|[a-z][^>]*)?|\\?[^>]*|/?${NAME}(?:${ATTRIBUTE})*(?:${HALF_ATTRIBUTE}|\\s*/)?|` +
    `[a-z][a-z0-9+.-]{1,31}:[^\\s<>]*|[\\w.!#$%&'*+/=?^\`{|}~-]+@[a-z0-9.-]*)$`,
  'i',
);

/** Tags are text, but half a tag is not shown: it may be a line break or an address. */
export const isHalfTag = (text: string) => HALF_TAG.test(text);
