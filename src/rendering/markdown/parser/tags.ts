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
