/** One way of showing Markdown. Each is a file in contenders/ and a bundle of its own. */
export interface MarkdownContender {
  /** Returns what shows one more piece, at once or in the next frame, and where its text is. */
  create(container: HTMLElement): Writer | Promise<Writer>;
}

export interface Writer {
  write(text: string): void;
  end(): void;
  /** Where selections are made and text is read. */
  readonly root: Element;
  /** What stands there and is no text, as a selector. */
  readonly ignored?: string;
}
