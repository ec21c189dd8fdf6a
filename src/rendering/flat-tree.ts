/** The element's ancestors in the flat tree, nearest first. */
export function flatTreeAncestors(element: Element): Element[] {
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
