import { at, isObject, textOf } from './read-json.js';

/** What was said of one answer: a paragraph between two blocks, and nothing twice. */
export class AnswerText {
  /** The last characters: they tell whether a paragraph has ended. */
  #tail = '';
  #block: unknown;
  #isApart = false;

  get isEmpty(): boolean {
    return this.#tail === '';
  }

  /** Something that is no text, a tool call above all: what follows it is a paragraph of its own. */
  pause(): void {
    this.#isApart = true;
  }

  /** Text to append: a string, or parts of an answer. Another `block` is another paragraph. */
  say(value: unknown, block?: unknown): string | undefined {
    if (Array.isArray(value)) return value.map((part) => this.#sayPart(part) ?? '').join('');
    const text = textOf(value);
    if (!text) return text;
    if (block !== undefined && block !== this.#block) {
      if (this.#block !== undefined) this.pause();
      this.#block = block;
    }
    const isBlank = !/[^\n]/.test(text);
    // Newlines may grow into the gap by themselves.
    const gap = this.#isApart && this.#tail && !isBlank ? gapBetween(this.#tail, text) : '';
    this.#isApart &&= isBlank;
    this.#tail = (this.#tail + gap + text).slice(-2);
    return gap + text;
  }

  /** Text that the provider repeats as a whole: it counts where none came before it. */
  whole(value: unknown): string | undefined {
    return this.isEmpty ? this.say(value) : undefined;
  }

  /** The whole text is another one. */
  replace(text: string | undefined): string | undefined {
    this.#tail = (text ?? '').slice(-2);
    this.#isApart = false;
    return text;
  }

  #sayPart(part: unknown): string | undefined {
    const isTool = /tool|call/.test(String(at(part, 'type')));
    const text = isTool ? undefined : textOf(part);
    if (text === undefined) this.pause();
    // The output of an agent holds messages, which hold parts.
    const inner = at(part, 'content');
    return this.say(isObject(inner) && text ? inner : text);
  }
}

/** The newlines that are missing between two texts. */
function gapBetween(before: string, after: string): string {
  const given = /\n*$/.exec(before)?.[0] ?? '';
  const begun = /^\n*/.exec(after)?.[0] ?? '';
  return '\n\n'.slice(given.length + begun.length);
}
