import { ADDRESS_PATIENCE, PATIENCE } from './inline-text.js';
import { InlineParser } from './inlines.js';
import { isRead, normalizeLabel, readDefinition, type Target } from './links.js';
import type { ParserOptions } from './parser.js';
import { appendInline, appendText } from './pieces.js';
import type { References } from './references.js';
import type { Inline, Leaf } from './tree.js';

const TASK = /^\[([ xX])\][ \t\n]+(?=[^ \t\n])/;
const HALF_TASK = /^\[(?:[ xX](?:\][ \t\n]*)?)?$/;

/** Longer undecided text, addresses aside, is shown as text and read again when the leaf ends. */
const LONGEST_UNDECIDED = 2 * PATIENCE;

/** Longest definition that is waited for; a longer one is found when the paragraph ends. */
const LONGEST_DEFINITION = 4096;

/** Number of pieces that a new reading may repeat, and how many more for each unread character. */
const FREE_WORK = 128;
const WORK_PER_CHARACTER = 6;

/**
 * The inlines of one leaf while its text grows. Only the text after the last checkpoint is read again, so that a push costs the
 * same at the start of a paragraph and at its end.
 */
export class LeafInlines {
  readonly #references: References;
  readonly #mayBeTask: boolean;
  /** Labels of references without a definition. */
  readonly missing = new Set<string>();
  /** Labels of footnotes that the leaf mentions. */
  readonly footnotes = new Set<string>();
  /** Number of footnotes mentioned before the leaf. */
  readonly #mentionsBefore: number;
  /** The text after the checkpoint. */
  #rest: string;
  /** The text inline that ends at the checkpoint: more text may still be added to it. */
  #openText = '';
  #before = '';
  /** Whether something was shown as text without being certain. */
  #guessed = false;
  /** Whether the text may start with definitions of references. */
  #defining: boolean;
  #definitions = 0;
  /** Number of characters added since the last reading, and of pieces made by that reading. */
  #unread = 0;
  #work = 0;
  /** Whether the text ends in the address of a link. */
  #inAddress = false;

  constructor(
    readonly leaf: Leaf,
    public text: string,
    references: References,
    readonly options: Required<ParserOptions>,
    /** Whether the leaf may start with the checkbox of a task. */
    mayBeTask = false,
  ) {
    this.#references = references;
    this.#mentionsBefore = references.mentions;
    this.#mayBeTask = mayBeTask;
    this.#rest = text;
    this.#defining = leaf.kind === 'paragraph';
  }

  /** Returns the target of a reference; notes a label without a definition, which makes the leaf be read again once defined. */
  target(label: string): Target | null {
    const name = normalizeLabel(label);
    const target = this.#references.target(name);
    if (!target) this.missing.add(name);
    return target ?? null;
  }

  /** Returns the number of a footnote, or 0 if the text ended without that footnote. */
  footnote(label: string): number {
    this.footnotes.add(label);
    return this.#references.footnote(label, this.leaf.offset);
  }

  append(text: string): void {
    this.text += text;
    this.#rest += text;
    this.#unread += text.length;
  }

  addLine(text: string): void {
    this.append(this.text === '' ? text : `\n${text}`);
  }

  /** Reads the new text. `open`: more text may come. */
  refresh(open: boolean): void {
    // Text with many marks is read again only after enough new text, so that hostile text stays cheap.
    if (open && this.#unread > 0 && this.#unread * WORK_PER_CHARACTER < this.#work - FREE_WORK)
      return;
    this.#unread = 0;
    if (this.#defining && this.takeDefinitions(open)) return this.#show([]);
    if (!open && this.#guessed) this.#startAnew();
    const isWhole = this.#rest.length === this.text.length;
    if (isWhole && this.#mayBeTask && this.#box(open)) return;
    const tail = this.#read(open);
    const longest = LONGEST_UNDECIDED + (this.#inAddress ? ADDRESS_PATIENCE : 0);
    if (open && this.#rest.length > longest) {
      this.#giveUp();
      this.#show(this.#read(true));
    } else this.#show(tail);
  }

  #read(open: boolean): Inline[] {
    const parser = new InlineParser(this.#rest, this, open, this.#before);
    const chain = parser.parse();
    this.#work = chain.count;
    this.#inAddress = parser.inAddress;
    this.#guessed ||= parser.guessed;
    const { offset, piece } = parser.checkpoint ?? { offset: 0, piece: chain.start };
    if (offset > 0) this.#settle(chain.collect(chain.start, piece.next), offset);
    return chain.collect(piece);
  }

  /** Moves the checkpoint past inlines that cannot change any more. */
  #settle(inlines: Inline[], offset: number): void {
    const { leaf } = this;
    this.#show(inlines);
    const last = leaf.inlines.at(-1);
    this.#openText = last?.kind === 'text' ? last.text : '';
    leaf.stable = leaf.inlines.length - (last?.kind === 'text' ? 1 : 0);
    this.#before = this.#rest.charAt(offset - 1);
    this.#rest = this.#rest.slice(offset);
  }

  /** Reads all but the last `PATIENCE` characters as complete text, since marks there are undecided for too long. */
  #giveUp(): void {
    this.#guessed = true;
    const at = this.#rest.lastIndexOf(' ', this.#rest.length - PATIENCE);
    const offset = at > 0 ? at : this.#rest.length - PATIENCE;
    const head = this.#rest.slice(0, offset);
    const chain = new InlineParser(head, this, false, this.#before).parse();
    this.#settle(chain.collect(), offset);
  }

  /** Replaces the inlines after the stable ones. */
  #show(tail: Inline[]): void {
    const { inlines, stable } = this.leaf;
    inlines.length = stable;
    appendText(inlines, this.#openText);
    for (const inline of tail) appendInline(inlines, inline);
  }

  /**
   * Starts again at the first character. An open leaf is the last one, so all later mentions of footnotes are its own guesses.
   */
  #startAnew(mentions = this.#mentionsBefore): void {
    this.#references.forgetMentions(mentions);
    this.footnotes.clear();
    this.#rest = this.text;
    this.#openText = '';
    this.#before = '';
    this.#guessed = false;
    this.leaf.stable = 0;
    this.leaf.revision++;
  }

  /** Cuts the text at `length`, since the rest became a table's head or a heading. */
  cut(length: number): void {
    this.text = this.text.slice(0, length);
    this.#startAnew();
  }

  /** Reads a settled leaf again, after one of its references or footnotes has changed. */
  readAgain(): void {
    this.#startAnew(Infinity);
    this.missing.clear();
    this.refresh(false);
    this.#references.wait(this);
  }

  /** Reads the checkbox of a task; returns whether half of one is held back. */
  #box(open: boolean): boolean {
    const box = TASK.exec(this.#rest);
    if (box) {
      this.leaf.inlines = [{ kind: 'checkbox', checked: box[1] !== ' ' }];
      this.leaf.stable = 1;
      this.#rest = this.#rest.slice(box[0].length);
      return false;
    }
    const mayBecome = open && HALF_TASK.test(this.#rest);
    if (mayBecome) this.#show([]);
    return mayBecome;
  }

  /** Removes definitions from the start of the text; returns whether there is no text to show yet. */
  takeDefinitions(open: boolean): boolean {
    while (this.text.startsWith('[')) {
      if (open && this.text.length > LONGEST_DEFINITION) return false;
      const definition = readDefinition(this.text, open);
      if (definition === 'incomplete' && open) return true;
      if (!isRead(definition)) break;
      // The line may continue, or a title may follow on the next line.
      if (open && definition.end >= this.text.length) return true;
      this.#define(definition);
      this.#definitions++;
      this.text = this.text.slice(definition.end);
      this.#startAnew();
    }
    if (this.text !== '') this.#defining = false;
    return this.text === '';
  }

  /** At the end of a line, its definition counts at once, though a title may follow. */
  defineEarly(): void {
    if (!this.#defining || this.text.length > LONGEST_DEFINITION) return;
    const definition = readDefinition(this.text, false);
    if (isRead(definition) && definition.end >= this.text.length) this.#define(definition);
  }

  #define({ label, href, title }: Target & { label: string }): void {
    const { offset } = this.leaf;
    this.#references.define(label, { href, title }, `${offset}:${this.#definitions}`, offset);
  }
}
