import { at, isObject, textOf } from './read-json.js';

/** The text of one answer: separates its blocks as paragraphs, and drops a repetition of the whole text. */
export class AnswerText {
  /** All the text so far. */
  text = '';
  #block: unknown;
  #isApart = false;

  /** Something other than text came, usually a tool call. The text that follows is a new paragraph. */
  pause(): void {
    this.#isApart = true;
  }

  /** Returns the text to append for a string or for parts of an answer. A new `block` is a new paragraph. */
  say(value: unknown, block?: unknown): string | undefined {
    if (Array.isArray(value)) return value.map((part) => this.#sayPart(part) ?? '').join('');
    const text = textOf(value);
    if (!text) return text;
    if (block !== undefined && block !== this.#block) {
      if (this.#block !== undefined) this.pause();
      this.#block = block;
    }
    const gap = this.#isApart ? this.#gapBefore(text) : '';
    this.text += gap + text;
    return gap + text;
  }

  /** Returns the whole text, which providers repeat at the end, only if no text came before. */
  whole(value: unknown): string | undefined {
    return this.text ? undefined : this.say(value);
  }

  /** The given text replaces everything so far. */
  replace(text: string | undefined): string | undefined {
    this.text = text ?? '';
    this.#isApart = false;
    return text;
  }

  /** The newlines between two paragraphs, if the second one begins here. */
  #gapBefore(text: string): string {
    // Newlines alone may already be the gap.
    if (!/[^\n]/.test(text)) return '';
    this.#isApart = false;
    return this.text && gapBetween(this.text.slice(-2), text);
  }

  #sayPart(part: unknown): string | undefined {
    const isTool = /tool|call/.test(String(at(part, 'type')));
    const text = isTool ? undefined : textOf(part);
    if (text === undefined) this.pause();
    // An agent's output holds messages, which hold parts.
    const inner = at(part, 'content');
    return this.say(isObject(inner) && text ? inner : text);
  }
}

/** The newlines to add between two texts, so that two newlines separate them. */
function gapBetween(before: string, after: string): string {
  const given = /\n*$/.exec(before)?.[0] ?? '';
  const begun = /^\n*/.exec(after)?.[0] ?? '';
  return '\n\n'.slice(given.length + begun.length);
}
