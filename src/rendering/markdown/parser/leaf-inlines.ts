import { ADDRESS_PATIENCE, PATIENCE } from './inline-text.js';
import { InlineParser } from './inlines.js';
import { isRead, normalizeLabel, readDefinition, type Target } from './links.js';
import type { ParserOptions } from './parser.js';
import { appendInline, appendText } from './pieces.js';
import type { References } from './references.js';
import type { Inline, Leaf } from './tree.js';

const TASK = /^\[([ xX])\][ \t\n]+(?=[^ \t\n])/;
const HALF_TASK = /^\[(?:[ xX](?:\][ \t\n]*)?)?$/;

/** What cannot be decided for so long, besides an address, is shown as text, and read again when the leaf is over. */
const LONGEST_UNDECIDED = 2 * PATIENCE;

/** A definition is waited for so long; a longer one is found when the paragraph is over. */
const LONGEST_DEFINITION = 4096;

/** So many pieces are read again with each push, and so many more for each character of it. */
const FREE_WORK = 128;
const WORK_PER_CHARACTER = 6;

/**
 * The inlines of one leaf while its text grows. Only the text behind the last checkpoint is read again, so that a push costs the same
 * at the start of a paragraph and at its end.
 */
export class LeafInlines {
  readonly #references: References;
  readonly #mayBeTask: boolean;
  /** Labels that were asked for and are not defined. */
  readonly missing = new Set<string>();
  /** Labels of footnotes that the leaf points to. */
  readonly footnotes = new Set<string>();
  /** So many footnotes are mentioned before the leaf. */
  readonly #mentionsBefore: number;
  /** The text behind the checkpoint. */
  #rest: string;
  /** The text node that ends at the checkpoint: what follows may still be added to it. */
  #openText = '';
  #before = '';
  /** Something was shown as text without being certain. */
  #guessed = false;
  /** The text may start with definitions of references. */
  #defining: boolean;
  #definitions = 0;
  /** How much text has come since the last reading, and how many pieces that one had. */
  #unread = 0;
  #work = 0;
  /** The text ends in the address of a link. */
  #inAddress = false;

  constructor(
    readonly leaf: Leaf,
    public text: string,
    references: References,
    readonly options: Required<ParserOptions>,
    /** The leaf may start with the box of a task. */
    mayBeTask = false,
  ) {
    this.#references = references;
    this.#mentionsBefore = references.mentions;
    this.#mayBeTask = mayBeTask;
    this.#rest = text;
    this.#defining = leaf.kind === 'paragraph';
  }

  /** The target of a reference. Who asks in vain is read again when it is defined. */
  target(label: string): Target | null {
    const name = normalizeLabel(label);
    const target = this.#references.target(name);
    if (!target) this.missing.add(name);
    return target ?? null;
  }

  /** The number of a footnote, or 0 when there is none of that label. */
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

  /** Reads what is new; `open` tells that more text may come. */
  refresh(open: boolean): void {
    // Text that is nothing but marks is read again once enough of it has come.
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

  /** Puts the checkpoint behind inlines that cannot change any more. */
  #settle(inlines: Inline[], offset: number): void {
    const { leaf } = this;
    this.#show(inlines);
    const last = leaf.inlines.at(-1);
    this.#openText = last?.kind === 'text' ? last.text : '';
    leaf.stable = leaf.inlines.length - (last?.kind === 'text' ? 1 : 0);
    this.#before = this.#rest.charAt(offset - 1);
    this.#rest = this.#rest.slice(offset);
  }

  /** Too long undecided: takes for text what is older than anyone waits for its end. */
  #giveUp(): void {
    this.#guessed = true;
    const at = this.#rest.lastIndexOf(' ', this.#rest.length - PATIENCE);
    const offset = at > 0 ? at : this.#rest.length - PATIENCE;
    const head = this.#rest.slice(0, offset);
    const chain = new InlineParser(head, this, false, this.#before).parse();
    this.#settle(chain.collect(), offset);
  }

  /** Shows inlines behind those that are stable. */
  #show(tail: Inline[]): void {
    const { inlines, stable } = this.leaf;
    inlines.length = stable;
    appendText(inlines, this.#openText);
    for (const inline of tail) appendInline(inlines, inline);
  }

  /** Nothing was read behind the leaf, as long as it is open: what it mentioned by a wrong guess counts no more. */
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

  /** The text ends at `length`: what followed became a table's head or a heading. */
  cut(length: number): void {
    this.text = this.text.slice(0, length);
    this.#startAnew();
  }

  /** The leaf is settled, and a reference has been defined since. */
  readAgain(): void {
    this.#startAnew(Infinity);
    this.missing.clear();
    this.refresh(false);
    this.#references.wait(this);
  }

  /** Reads the box of a task; answers whether nothing can be shown yet. */
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

  /** Takes definitions from the start of the text; answers whether the rest may be another one. */
  takeDefinitions(open: boolean): boolean {
    while (this.text.startsWith('[')) {
      if (open && this.text.length > LONGEST_DEFINITION) return false;
      const definition = readDefinition(this.text, open);
      if (definition === 'incomplete' && open) return true;
      if (!isRead(definition)) break;
      // The line, or a title on the next one, may go on.
      if (open && definition.end >= this.text.length) return true;
      this.#define(definition);
      this.#definitions++;
      this.text = this.text.slice(definition.end);
      this.#startAnew();
    }
    if (this.text !== '') this.#defining = false;
    return this.text === '';
  }

  /** A line is over: what it defines holds at once, though a title may follow. */
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
