/** What is no part of the text, and boxes that are there for the browser's sake. */
const EXTRAS = '[part~=cursor], [part=code-header], [part~=back]';
const BOXES = '.markdown, .blocks, .scroller, span:not([part])';
/** What only this page understands. */
const OWN = /^(?:part|role|tabindex|style|aria-)/;
const VOID = /^(?:br|hr|img|input)$/;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
const escape = (text: string): string =>
  text.replace(/[&<"]/g, (character) => ESCAPES[character] ?? '');

/**
 * What is shown as HTML for another program: headings, lists, tables, and nothing of how they are made here. Written and not cloned,
 * since a strict policy forbids to clone an element with a style.
 */
export function htmlOf(node: Node): string {
  if (node instanceof Text) return escape(node.data);
  if (!(node instanceof Element)) return '';
  if (node.matches(EXTRAS)) return '';
  const { localName: name } = node;
  const content = node.part.contains('rendered')
    ? node.innerHTML
    : [...node.childNodes].map(htmlOf).join('');
  if (node.matches(BOXES)) return content;
  const attributes = [...node.attributes]
    .filter((attribute) => !OWN.test(attribute.name))
    .map((attribute) => ` ${attribute.name}="${escape(attribute.value)}"`);
  return `<${name}${attributes.join('')}>${VOID.test(name) ? '' : `${content}</${name}>`}`;
}
