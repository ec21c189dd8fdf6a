/** Boxes that are there for the browser's sake. */
const BOXES = '.blocks, .piece, .blank, .lines, .scroller';
/** What only this page understands. */
const ATTRIBUTES = ['part', 'role', 'tabindex', 'aria-label'];

/** What is shown as HTML for another program: headings, lists, tables, and nothing of how they are made here. */
export function htmlOf(elements: readonly Element[]): string {
  return elements
    .map((element) => {
      const copy = element.cloneNode(true) as Element;
      for (const extra of copy.querySelectorAll('[part~=cursor], [part=code-header]'))
        extra.remove();
      for (const box of copy.querySelectorAll(BOXES)) box.replaceWith(...box.childNodes);
      for (const part of copy.querySelectorAll('*'))
        for (const name of ATTRIBUTES) part.removeAttribute(name);
      return copy.innerHTML;
    })
    .join('');
}
