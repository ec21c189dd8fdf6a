/** Shows text that only grows, except for `truncate` and `clear`. Lengths are UTF-16 units. */
export interface Renderer {
  append(text: string): void;
  /** Keeps the first `length` units. */
  truncate(length: number): void;
  /** Nothing follows for now. */
  settle(): void;
  clear(): void;
}
