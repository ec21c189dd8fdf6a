import { CODE, isJson } from './json.js';
import { MAX_MESSAGE_LENGTH, limitError } from './limits.js';
import type { StreamMessage } from './message.js';
import type { Decoder, DecoderOptions, Framing } from './transport.js';

/** Cuts a body without events into messages: one per line, one per chunk, or a single one. */
export class LineDecoder implements Decoder {
  hasMessage = false;
  readonly #framing: Framing;
  readonly #options: DecoderOptions;
  #isFirst = true;
  #partial: string[] = [];
  #partialLength = 0;

  constructor(framing: Framing, options: DecoderOptions) {
    this.#framing = framing;
    this.#options = options;
  }

  feed(text: string): void {
    const chunk = this.#isFirst && text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.#isFirst = false;
    if (this.#framing === 'text') {
      if (chunk) this.#emit([this.#toMessage(chunk)]);
      return;
    }
    const rest = this.#framing === 'lines' ? this.#cut(chunk) : chunk;
    if (!rest) return;
    this.#partial.push(rest);
    this.#partialLength += rest.length;
    if (this.#partialLength > MAX_MESSAGE_LENGTH) throw limitError();
  }

  end(): boolean {
    const last = this.#take('');
    if (!last.trim()) return true;
    // JSON that breaks off is half a line. Any other text may end anywhere.
    const { takesJson, sentinels } = this.#options.reading;
    const isHalf = this.#framing === 'lines' ? !isJson(last) : isCutJson(last);
    if (takesJson && isHalf && !sentinels.includes(last.trim())) return false;
    this.#emit([this.#toMessage(last)]);
    return true;
  }

  /** Emits the complete lines and returns what follows them. */
  #cut(chunk: string): string {
    const messages: StreamMessage[] = [];
    let start = 0;
    for (let end; (end = chunk.indexOf('\n', start)) >= 0; start = end + 1) {
      const line = this.#take(chunk.slice(start, end));
      if (line) messages.push(this.#toMessage(line));
    }
    this.#emit(messages);
    return chunk.slice(start);
  }

  /** The line that ends with `rest`. */
  #take(rest: string): string {
    let line = rest;
    // Most lines come in one chunk.
    if (this.#partialLength > 0) {
      line = this.#partial.join('') + rest;
      this.#partial = [];
      this.#partialLength = 0;
    }
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  #toMessage(data: string): StreamMessage {
    const { takesJson } = this.#options.reading;
    if (this.#framing === 'text') {
      return { event: 'message', data, id: '', hasOwnId: false, raw: true };
    }
    const [code = '', event = 'message'] = (takesJson && CODE.exec(data)) || [];
    return { event, data: data.slice(code.length), id: '', hasOwnId: false };
  }

  #emit(messages: readonly StreamMessage[]): void {
    const { sink, signal } = this.#options;
    if (messages.length === 0 || signal.aborted) return;
    this.hasMessage = true;
    sink.onMessages(messages);
  }
}

/** Whether a text begins like a JSON object or array, but does not end like one. */
function isCutJson(text: string): boolean {
  const json = text.trim();
  const end = '}]'['{['.indexOf(json.charAt(0))];
  return end !== undefined && !json.endsWith(end);
}
