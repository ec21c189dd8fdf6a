/** A piece of code that is coloured: from, to (UTF-16 units in the code) and its kind, such as `keyword`. */
export type HighlightedRange = readonly [from: number, to: number, kind: string];

/** Finds what is coloured in code. What it says of a growing block is asked for again when more lines are complete. */
export type Highlighter = (
  code: string,
  language: string,
) => readonly HighlightedRange[] | null | PromiseLike<readonly HighlightedRange[] | null>;

/** A block or a formula that may be shown in another way. */
export interface RenderedBlock {
  readonly kind: 'code' | 'math';
  /** Of code: the first word after the fence. */
  readonly language: string;
  /** Without the marks around it. */
  readonly text: string;
  /** False while the block grows, and where the text ended before the block did. */
  readonly complete: boolean;
  /** False for a formula within a line, `\(…\)`. */
  readonly display: boolean;
  /** What shows the block now. */
  readonly element: HTMLElement;
}

/** Gives the node that is shown in place of a block, or null: the block stays as it is. */
export type RenderBlock = (block: RenderedBlock) => Node | null | undefined;

/** Which images are loaded; for all others the alternative text is shown, as a link. */
export type ImagePolicy = 'none' | 'same-origin' | 'all' | ((src: string) => boolean);

/** The words that Markdown shows or a screen reader speaks. */
export interface MarkupStrings {
  readonly copy: string;
  readonly copied: string;
  /** Names a block of code, before its language. */
  readonly code: string;
  readonly table: string;
  readonly footnotes: string;
  /** Names the link from a footnote to the place that mentions it. */
  readonly footnoteBack: string;
  /** Names the box of a task. */
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

/** How Markdown is shown. Each option is read when it is needed, so that it may change at any time. */
export interface MarkupOptions {
  /**
   * Called for each block of code: when it is complete, and while it grows for its complete lines, ten times a second at
   * most. Colours come by the CSS Custom Highlight API, as `::highlight(typewriter-…)` with the kind's name.
   */
  readonly highlight?: Highlighter | undefined;
  /**
   * Called for each block of code and each formula: when it is complete or the text ends; for blocks also while they grow, ten
   * times a second at most.
   */
  readonly renderBlock?: RenderBlock | undefined;
  /** Decides where a link leads, given the address as written. Null: nowhere. */
  readonly links?: ((href: string) => string | null) | undefined;
  readonly images?: ImagePolicy | undefined;
  readonly strings?: Partial<MarkupStrings> | undefined;
  /** Copies a text for the button of a block of code. */
  readonly copyText?: ((text: string) => Promise<void>) | undefined;
}
