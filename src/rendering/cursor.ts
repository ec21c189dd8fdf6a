export type CursorShape = 'bar' | 'block' | 'underscore' | 'none';

/** `waiting` blinks, `typing` is solid, `off` is gone. */
export type CursorActivity = 'waiting' | 'typing' | 'off';

/** The cursor's look. The renderer decides where the cursor stands. */
export class Cursor {
  readonly #element: HTMLElement;
  #activity: CursorActivity | undefined;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  set shape(shape: CursorShape) {
    this.#element.dataset['shape'] = shape;
  }

  set activity(activity: CursorActivity) {
    // Setting the attribute again would restart the blinking.
    if (this.#activity === activity) return;
    this.#activity = activity;
    this.#element.dataset['activity'] = activity;
  }
}
