/** One way of showing a stream. Each is a file in contenders/ and a bundle of its own. */
export interface Contender {
  /** Shows the stream at `url` in `container`. Resolves when the last token is in the DOM. */
  start(container: HTMLElement, url: string): Promise<void>;
  /** Puts what is needed in the container, and returns what writes one piece, at once. */
  writer?(container: HTMLElement): Promise<(text: string) => void>;
  /** What is shown, where that is not the container's text. */
  text?(container: HTMLElement): string;
}

export const END = '[DONE]';

/** Opens the browser's EventSource and hands over each token. */
export function listen(url: string, onToken: (token: string) => void, onEnd: () => void): void {
  const source = new EventSource(url);
  source.onmessage = ({ data }: MessageEvent<string>) => {
    if (data === END) {
      source.close();
      onEnd();
    } else onToken(data);
  };
}

/** Collects tokens, and writes them once a frame. */
export class FrameWriter {
  readonly #write: (text: string) => void;
  #waiting = '';
  #frame = 0;
  #done: (() => void) | undefined;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  push(token: string): void {
    this.#waiting += token;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#write(this.#waiting);
      this.#waiting = '';
      this.#done?.();
    });
  }

  /** Calls back when all is written. */
  finish(done: () => void): void {
    if (this.#frame) this.#done = done;
    else done();
  }
}

/** A block per line and appendData on the last: what somebody who knows would write by hand. */
export function blockPerLine(container: HTMLElement): (text: string) => void {
  let tail: Text | undefined;
  return (text) => {
    text.split('\n').forEach((line, index, { length }) => {
      if (!tail || index > 0) {
        const block = document.createElement('div');
        tail = document.createTextNode('');
        block.append(tail);
        container.append(block);
      }
      if (line) tail.appendData(line);
      if (index < length - 1) tail.appendData('\n');
    });
  };
}

export function oneNode(container: HTMLElement): (text: string) => void {
  const node = document.createTextNode('');
  container.append(node);
  return (text) => node.appendData(text);
}
