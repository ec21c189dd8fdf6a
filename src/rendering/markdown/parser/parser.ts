import type { Document, Footnotes, Leaf } from './tree.js';

export interface ParserOptions {
  /** Tables, task lists, strikethrough, bare addresses, footnotes, `<br>`. Default: true. */
  gfm?: boolean;
  /** `$$…$$`, `\(…\)` and `\[…\]` are formulas. Default: true. */
  math?: boolean;
}

export class MarkdownParser {
  readonly document: Document = { kind: 'document', offset: 0, children: [], settled: 0 };
  readonly footnotes: Footnotes = { kind: 'footnotes', offset: 0, children: [], settled: 0 };

  constructor(readonly options: ParserOptions = {}) {}

  /** Takes more text. Answers settled leaves whose inlines have changed, because a reference was defined after them. */
  push(_text: string): Leaf[] {
    return [];
  }

  /** The text is over: what was held back is shown, and the tree is what a parse of the whole text gives. */
  end(): Leaf[] {
    return [];
  }

  /** Forgets the text from `offset` on, and somewhat more: answers from where the caller must push the source again. */
  truncate(_offset: number): number {
    return 0;
  }
}
