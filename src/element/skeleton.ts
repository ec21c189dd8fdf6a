import { create } from './dom.js';

/** What stands in every element's shadow root, from the beginning to the end. */
export interface Skeleton {
  /** Where the text is written. */
  readonly text: HTMLElement;
  /** The default slot, shown until the first text. */
  readonly fallback: HTMLElement;
  readonly cursor: HTMLElement;
  /** The region that a screen reader speaks. Always there, since one that is added is not heard. */
  readonly status: HTMLElement;
}

/** Fills an empty root. */
export function createSkeleton(root: ShadowRoot): Skeleton {
  const fallback = create('slot');
  const text = create('div', { part: 'text' }, fallback);
  const cursor = create(
    'span',
    { part: 'cursor', 'aria-hidden': 'true', 'data-activity': 'off' },
    create('slot', { name: 'cursor' }, create('span', { class: 'caret' })),
  );
  const status = create('span', { role: 'status' });
  root.append(text, cursor, status);
  return { text, fallback, cursor, status };
}
