/** Puts the cursor after the last text of an element; returns the Text node before the cursor. */
export function placeCursor(cursor: HTMLElement, element: Element): Text | undefined {
  let parent: Element = element;
  let last = lastBut(cursor, parent);
  while (last instanceof Element && last.firstChild && !last.part.contains('rendered')) {
    parent = last;
    last = lastBut(cursor, parent);
  }
  // The cursor goes into an empty paragraph, but after a rule or an image.
  if (last instanceof Element && /^(?:p|li|h\d|t[dh]|blockquote)$/.test(last.localName)) {
    parent = last;
    last = null;
  }
  // Moving the cursor restarts its blinking.
  if (cursor.parentNode !== parent || cursor.previousSibling !== last || cursor.nextSibling) {
    if (last) last.after(cursor);
    else parent.prepend(cursor);
  }
  return last?.nodeType === Node.TEXT_NODE ? (last as Text) : undefined;
}

/** The last child that is not the cursor; in a row the last cell with text, since later cells are not written yet. */
function lastBut(cursor: HTMLElement, { lastChild, localName }: Element): ChildNode | null {
  let last = lastChild === cursor ? cursor.previousSibling : lastChild;
  while (localName === 'tr' && last?.previousSibling && !last.textContent) {
    last = last.previousSibling;
  }
  return last;
}
