/**
 * What the parser makes of the text: blocks, and the inlines of the blocks that hold text.
 *
 * A block is known by its place: child `i` of a container stays child `i`, even when its kind changes (a paragraph that turns out
 * to be a heading is another object at the same place). Once a block is settled, its object stays too.
 */

interface BlockBase {
  /** Where the block's first line starts in the source, in characters. */
  readonly offset: number;
}

interface ContainerBase<Child extends Block> extends BlockBase {
  children: Child[];
  /** So many children, from the first, will never change again: later text does not look at them. */
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

/** All footnotes, in the order in which they are written; they stand at the end of the text. */
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
  /** One for each column; all null until the line below the head has come. */
  align: Align[];
}

export interface Row extends ContainerBase<Cell> {
  readonly kind: 'row';
}

interface LeafBase extends BlockBase {
  inlines: Inline[];
  /**
   * So many inlines, from the first, stay as they are while the leaf is written, as long as `revision` stays the same. They are
   * what a renderer need not compare.
   */
  stable: number;
  /** Counts up when the inlines have been made anew from the first. */
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

/** Code between fences, or indented. */
export interface Code extends BlockBase {
  readonly kind: 'code';
  /** The first word of the info string, or an empty string. */
  readonly language: string;
  /** All lines but the last are final. Each line ends with a line break, which is not part of it. */
  lines: string[];
  /** The closing fence has come, or something that ends the block. */
  complete: boolean;
  /** The text ended before the code did. */
  isCut?: boolean;
}

/** A formula between lines of `$$`, or between `\[` and `\]`. */
export interface MathBlock extends BlockBase {
  readonly kind: 'math';
  readonly open: MathOpen;
  /** The lines between the marks; as with code, all but the last are final. */
  lines: string[];
  /** The closing mark has come. */
  complete: boolean;
}

export interface Rule extends BlockBase {
  readonly kind: 'rule';
}

export type Container = Document | Quote | List | Item | Footnotes | Footnote | Table | Row;
/** A block that holds inlines. */
export type Leaf = Paragraph | Heading | Cell;
export type Block = Container | Leaf | Code | MathBlock | Rule;

/** What all containers have, without content. */
export const container = <Kind extends Container['kind']>(kind: Kind, offset: number) => ({
  kind,
  offset,
  children: [],
  settled: 0,
});

/** What all leaves have, without content. */
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
  /** As written, without escapes; not yet judged safe. Null while it is not known. */
  readonly href: string | null;
  readonly title: string;
  readonly children: Inline[];
}

export interface Image {
  readonly kind: 'image';
  /** As written, without escapes; not yet judged safe. Null while it is not known. */
  readonly src: string | null;
  readonly title: string;
  /** The alternative text. */
  readonly alt: string;
}

export interface Break {
  readonly kind: 'break';
  /** A soft break is a line's end in the source: it is shown as a blank. */
  readonly hard: boolean;
}

export type MathOpen = '$$' | '\\[' | '\\(';

/** A formula in a line. It is shown as written: mark, text, mark. */
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
  /** Counts from 1 in the order in which footnotes are mentioned. */
  readonly number: number;
}

/** The box of a task: the first inline of the first paragraph of an item. */
export interface Checkbox {
  readonly kind: 'checkbox';
  readonly checked: boolean;
}

export type Inline =
  Text | CodeSpan | Span | Link | Image | Break | MathSpan | FootnoteReference | Checkbox;
