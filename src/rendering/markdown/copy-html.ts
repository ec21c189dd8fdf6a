/** Elements that are no part of the text, and boxes that serve only the layout. */
const EXTRAS = '[part~=cursor], [part=code-header], [part~=back]';
const BOXES = '.markdown, .blocks, .scroller, span:not([part])';
/** Attributes that mean something only in this page. */
const OWN = /^(?:part|role|tabindex|style|aria-)/;
const VOID = /^(?:br|hr|img|input)$/;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
const escape = (text: string): string =>
  text.replace(/[&<"]/g, (character) => ESCAPES[character] ?? '');

/**
 * Returns the shown text as HTML for another program, without this page's boxes and attributes. The HTML is written, not cloned,
 * since a strict content security policy forbids cloning an element with a style.
 */
export function toCopyHtml(node: Node): string {
  if (node instanceof Text) return escape(node.data);
  if (!(node instanceof Element)) return '';
  if (node.matches(EXTRAS)) return '';
  const { localName: name } = node;
  const content = node.part.contains('rendered')
    ? node.innerHTML
    : [...node.childNodes].map(toCopyHtml).join('');
  if (node.matches(BOXES)) return content;
  const attributes = [...node.attributes]
    .filter((attribute) => !OWN.test(attribute.name))
    .map((attribute) => ` ${attribute.name}="${escape(attribute.value)}"`);
  return `<${name}${attributes.join('')}>${VOID.test(name) ? '' : `${content}</${name}>`}`;
}
