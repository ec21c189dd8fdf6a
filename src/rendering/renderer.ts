/** Shows text that only grows, except for `truncate` and `clear`. Lengths are UTF-16 units. */
export interface Renderer {
  /** @param fadeFrom the time it is written, if it fades in */
  append(text: string, fadeFrom?: number): void;
  /** Moves on what is animated. Returns whether something still is. */
  frame(time: number): boolean;
  /** Keeps the first `length` units. */
  truncate(length: number): void;
  /** Nothing follows for now. */
  settle(): void;
  clear(): void;
}
