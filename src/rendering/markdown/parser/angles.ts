/** Constructs that start with `<`: autolinks, line breaks, and tags, which are shown as text. */

// eslint-disable-next-line no-control-regex -- as specified
export const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>\u0000-\u0020]*)>/iy;
export const HALF_AUTOLINK = /<[^\s<>]+$/y;
export const MAIL_LINK =
  /<([\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)>/iy;
export const LINE_BREAK = /<br\s*\/?>/iy;

const NAME = '[a-z][a-z0-9-]*';
const ATTRIBUTE = `\\s+[a-z_:][\\w.:-]*(?:\\s*=\\s*(?:"[^"]*"|'[^']*'|[^\\s"'=<>\`]+))?`;
const HALF_ATTRIBUTE = `\\s+(?:[a-z_:][\\w.:-]*\\s*=\\s*(?:"[^"]*|'[^']*)?)?`;
/** From `<` on, the start of a possible tag, comment or autolink. */
const HALF_TAG = new RegExp(
  `^<(?:/?|!(?:-(?:-[^>]*)?|[a-z][^>]*)?|\\?[^>]*|/?${NAME}(?:${ATTRIBUTE})*(?:${HALF_ATTRIBUTE}|\\s*/)?|` +
    `[a-z][a-z0-9+.-]{1,31}:[^\\s<>]*|[\\w.!#$%&'*+/=?^\`{|}~-]+@[a-z0-9.-]*)$`,
  'i',
);

/** Whether the text may be half a tag, which is held back since it may become a line break or an autolink. */
export const isHalfTag = (text: string) => HALF_TAG.test(text);
