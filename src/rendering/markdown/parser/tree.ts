/**
 * The parser's tree: blocks, and the inlines of the blocks that hold text.
 *
 * A block is identified by its index: child `i` of a container stays child `i`, even when its kind changes (a paragraph that
 * becomes a heading is another object at the same index). A settled block keeps its object.
 */

interface BlockBase {
  /** Offset of the block's first line in the source, in UTF-16 units. */
  readonly offset: number;
}

interface ContainerBase<Child extends Block> extends BlockBase {
  children: Child[];
  /** Number of children, from the first, that later text does not change. */
  settled: number;
}

export interface Document extends ContainerBase<Block> {
  readonly kind: 'document';
}

export interface Quote extends ContainerBase<Block> {
  readonly kind: 'quote';
}

export interface List extends ContainerBase<Item> {
  readonly kind: 'list';
  readonly ordered: boolean;
  /** The number of the first item; 1 for a list of bullets. */
  readonly start: number;
  /** False once a blank line stands between its items or between the blocks of one of them. */
  tight: boolean;
}

export interface Item extends ContainerBase<Block> {
  readonly kind: 'item';
}

/** All footnotes, in the order in which they are written; they are shown at the end of the text. */
export interface Footnotes extends ContainerBase<Footnote> {
  readonly kind: 'footnotes';
}

/** The text of a footnote. Footnotes are not among the children of the block in which they are written. */
export interface Footnote extends ContainerBase<Block> {
  readonly kind: 'footnote';
  readonly label: string;
}

export type Align = 'left' | 'center' | 'right' | null;

/** The first row is the head. */
export interface Table extends ContainerBase<Row> {
  readonly kind: 'table';
  /** One for each column; all null until the line below the head is read. */
  align: Align[];
}

export interface Row extends ContainerBase<Cell> {
  readonly kind: 'row';
}

interface LeafBase extends BlockBase {
  inlines: Inline[];
  /**
   * Number of inlines, from the first, that do not change while `revision` stays the same, so that a renderer need not compare
   * them.
   */
  stable: number;
  /** Incremented when all inlines are rebuilt. */
  revision: number;
}

export interface Paragraph extends LeafBase {
  readonly kind: 'paragraph';
}

export interface Heading extends LeafBase {
  readonly kind: 'heading';
  readonly level: number;
}

export interface Cell extends LeafBase {
  readonly kind: 'cell';
}

/** A block of fenced or indented code. */
export interface Code extends BlockBase {
  readonly kind: 'code';
  /** The first word of the info string, or an empty string. */
  readonly language: string;
  /** All lines but the last are final. The line breaks are left out. */
  lines: string[];
  /** Whether the block has ended, by its closing fence or otherwise. */
  complete: boolean;
  /** Whether the text ended before the block. */
  isCut?: boolean;
}

/** A formula between lines of `$$`, or between `\[` and `\]`. */
export interface MathBlock extends BlockBase {
  readonly kind: 'math';
  readonly open: MathOpen;
  /** The lines between the marks; all but the last are final. */
  lines: string[];
  /** Whether the closing mark has been read. */
  complete: boolean;
}

export interface Rule extends BlockBase {
  readonly kind: 'rule';
}

export type Container = Document | Quote | List | Item | Footnotes | Footnote | Table | Row;
/** A block that holds inlines. */
export type Leaf = Paragraph | Heading | Cell;
export type Block = Container | Leaf | Code | MathBlock | Rule;

/** Returns the properties that all containers share, without content. */
export const container = <Kind extends Container['kind']>(kind: Kind, offset: number) => ({
  kind,
  offset,
  children: [],
  settled: 0,
});

/** Returns the properties that all leaves share, without content. */
export const leaf = <Kind extends Leaf['kind']>(kind: Kind, offset: number) => ({
  kind,
  offset,
  inlines: [] as Inline[],
  stable: 0,
  revision: 0,
});

export interface Text {
  readonly kind: 'text';
  text: string;
}

export interface CodeSpan {
  readonly kind: 'code';
  readonly text: string;
}

export interface Span {
  readonly kind: 'emphasis' | 'strong' | 'strikethrough';
  readonly children: Inline[];
}

export interface Link {
  readonly kind: 'link';
  /** The address with escapes resolved, not checked for safety; null while unknown. */
  readonly href: string | null;
  readonly title: string;
  readonly children: Inline[];
}

export interface Image {
  readonly kind: 'image';
  /** The address with escapes resolved, not checked for safety; null while unknown. */
  readonly src: string | null;
  readonly title: string;
  /** The alternative text. */
  readonly alt: string;
}

export interface Break {
  readonly kind: 'break';
  /** A soft break is a line end in the source, shown as a space. */
  readonly hard: boolean;
}

export type MathOpen = '$$' | '\\[' | '\\(';

/** An inline formula, shown as written: mark, text, mark. */
export interface MathSpan {
  readonly kind: 'math';
  readonly open: MathOpen;
  readonly text: string;
  readonly complete: boolean;
}

/** The mark that points to a footnote. */
export interface FootnoteReference {
  readonly kind: 'reference';
  readonly label: string;
  /** Counts from 1, in the order of first mention. */
  readonly number: number;
}

/** The checkbox of a task: the first inline of an item's first paragraph. */
export interface Checkbox {
  readonly kind: 'checkbox';
  readonly checked: boolean;
}

export type Inline =
  Text | CodeSpan | Span | Link | Image | Break | MathSpan | FootnoteReference | Checkbox;
