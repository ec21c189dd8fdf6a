/** Styles of a class: native style sheets, or those of Lit. */
type Styles = CSSStyleSheet | { readonly cssText: string };

/** A constructed style sheet belongs to the document that made it. */
const sheetsOf = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** Returns a document's one sheet for a CSS text; undefined if the document has no window. */
function sheetFor(document: Document, cssText: string): CSSStyleSheet | undefined {
  const sheets = sheetsOf.get(document) ?? new Map<string, CSSStyleSheet>();
  sheetsOf.set(document, sheets);
  let sheet = sheets.get(cssText);
  const view = document.defaultView;
  if (!sheet && view) {
    // The constructor of another window makes sheets for that window's document.
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(cssText);
    sheets.set(cssText, sheet);
  }
  return sheet;
}

/** Adds styles to a node's shadow root, once. They come first, so that a subclass's styles win. */
export function adoptStyles(node: Node, cssText: string): void {
  const root = node.getRootNode();
  const sheet = sheetFor(root.ownerDocument ?? document, cssText);
  if (!sheet || !isShadowRoot(root) || root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
}

/**
 * Restores the styles of a shadow root after a move to another document (a popup, picture in picture), which removes them all.
 */
export function restyle(root: ShadowRoot, styles: readonly Styles[]): void {
  const sheets = styles.map((style) => sheetFor(root.ownerDocument, textOf(style)));
  root.adoptedStyleSheets = sheets.filter((sheet) => sheet !== undefined);
}

const textOf = (style: Styles): string =>
  'cssText' in style ? style.cssText : [...style.cssRules].map(textOf).join('');

/** Checks members, not `instanceof`: a node of another document belongs to the classes of that document's window. */
const isShadowRoot = (node: Node): node is ShadowRoot =>
  'adoptedStyleSheets' in node && 'host' in node;
