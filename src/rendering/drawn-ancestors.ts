/** What an element stands in as the page is drawn, nearest first: through slots and shadow roots. */
export function drawnAncestors(element: Element): Element[] {
  const parent =
    element.assignedSlot ??
    element.parentElement ??
    (element.getRootNode() as Partial<ShadowRoot>).host;
  return parent ? [parent, ...drawnAncestors(parent)] : [];
}
