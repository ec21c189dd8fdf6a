/** Remembers what the reader has selected in an element whose nodes move. Answers what selects it again, if anything is. */
export function keepSelection(element: Element): (() => void) | undefined {
  const selection = getSelection();
  if (!selection?.rangeCount) return undefined;
  const root = element.getRootNode();
  const shadowRoots = root instanceof ShadowRoot ? [root] : [];
  const [range] = selection.getComposedRanges?.({ shadowRoots }) ?? [selection.getRangeAt(0)];
  if (!range) return undefined;
  const { startContainer, startOffset, endContainer, endOffset } = range;
  if (!element.contains(startContainer) && !element.contains(endContainer)) return undefined;
  const isBackward = selection.direction === 'backward';
  return () => {
    if (isBackward) selection.setBaseAndExtent(endContainer, endOffset, startContainer, startOffset);
    else selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  };
}
