/** The element that an element stands in as the page is drawn: through slots and shadow roots. */
export const drawnParent = (element: Element): Element | undefined =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as Partial<ShadowRoot>).host;
