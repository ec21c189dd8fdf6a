/** Adds styles to those of a node's shadow root, once. In front, so that a subclass's own win. */
export function adoptStyles(
  node: Node,
  { styleSheet }: { readonly styleSheet?: CSSStyleSheet | undefined },
): void {
  const root = node.getRootNode();
  if (!styleSheet || !(root instanceof ShadowRoot)) return;
  if (root.adoptedStyleSheets.includes(styleSheet)) return;
  try {
    root.adoptedStyleSheets = [styleSheet, ...root.adoptedStyleSheets];
  } catch {
    // Moved to another document (a frame's, picture in picture) the element has none of its styles,
    // since a sheet belongs to the document that made it. It goes on without.
  }
}
