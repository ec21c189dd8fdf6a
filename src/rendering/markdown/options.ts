/** A coloured range of code: start, end (in UTF-16 units of the code) and its kind, such as `keyword`. */
export type HighlightedRange = readonly [from: number, to: number, kind: string];

/** Returns the ranges of code to colour. Called again for a growing block when more lines are complete. */
export type Highlighter = (
  code: string,
  language: string,
) => readonly HighlightedRange[] | null | PromiseLike<readonly HighlightedRange[] | null>;

/** A block or a formula that the author may render. */
export interface RenderedBlock {
  readonly kind: 'code' | 'math';
  /** Of code: the first word after the fence; otherwise empty. */
  readonly language: string;
  /** The source without the marks around it. */
  readonly text: string;
  /** False while the block grows, and where the text ended before the block did. */
  readonly complete: boolean;
  /** False for a formula within a line, `\(…\)`. */
  readonly display: boolean;
  /** The element that shows the block now. */
  readonly element: HTMLElement;
}

/** Returns the node to show in place of a block; null: the block stays as it is. */
export type RenderBlock = (block: RenderedBlock) => Node | null | undefined;

/** Which images are loaded; other images are shown as links with their alternative text. */
export type ImagePolicy = 'none' | 'same-origin' | 'all' | ((src: string) => boolean);

/** Words that are shown or that a screen reader speaks. */
export interface MarkupStrings {
  readonly copy: string;
  readonly copied: string;
  /** Names a block of code, before its language. */
  readonly code: string;
  readonly table: string;
  readonly footnotes: string;
  /** Names the link from a footnote to the place that mentions it. */
  readonly footnoteBack: string;
  /** Names the checkbox of a task. */
  readonly taskDone: string;
  readonly taskOpen: string;
}

export const MARKUP_ENGLISH: MarkupStrings = {
  copy: 'Copy',
  copied: 'Copied',
  code: 'Code',
  table: 'Table',
  footnotes: 'Footnotes',
  footnoteBack: 'Back to the text',
  taskDone: 'Done',
  taskOpen: 'To do',
};

/** How Markdown is shown. Each option is read when needed, so it may change at any time. */
export interface MarkupOptions {
  /**
   * Called for each block of code: when it is complete, and at most ten times a second for the complete lines of a growing block.
   * The ranges become highlights of the CSS Custom Highlight API: `::highlight(typewriter-…)` with the kind's name.
   */
  readonly highlight?: Highlighter | undefined;
  /**
   * Called for each block of code and each formula: when it is complete or the text ends, and at most ten times a second for a
   * growing block.
   */
  readonly renderBlock?: RenderBlock | undefined;
  /** Returns the address that a link leads to, given the address as written; null: none. */
  readonly links?: ((href: string) => string | null) | undefined;
  readonly images?: ImagePolicy | undefined;
  readonly strings?: Partial<MarkupStrings> | undefined;
  /** Copies the text of a block of code, for the block's copy button. */
  readonly copyText?: ((text: string) => Promise<void>) | undefined;
}
