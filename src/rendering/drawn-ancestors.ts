/** What an element stands in as the page is drawn, nearest first: through slots and shadow roots. */
export function drawnAncestors(element: Element): Element[] {
  const ancestors: Element[] = [];
  let box = parentOf(element);
  while (box) {
    ancestors.push(box);
    box = parentOf(box);
  }
  return ancestors;
}

const parentOf = (element: Element): Element | null | undefined =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as Partial<ShadowRoot>).host;
