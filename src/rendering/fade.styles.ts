import { css } from '@lit/reactive-element/css-tag.js';

/**
 * Text that fades in, in six steps. Apart from the other styles: where a rule for a highlight is
 * known, the browser asks for it with every element, and each line cost twice as much.
 */
export const fadeStyles = css`
  ::highlight(typewriter-fade-0) {
    color: color-mix(in srgb, currentcolor 8%, transparent);
  }

  ::highlight(typewriter-fade-1) {
    color: color-mix(in srgb, currentcolor 25%, transparent);
  }

  ::highlight(typewriter-fade-2) {
    color: color-mix(in srgb, currentcolor 42%, transparent);
  }

  ::highlight(typewriter-fade-3) {
    color: color-mix(in srgb, currentcolor 58%, transparent);
  }

  ::highlight(typewriter-fade-4) {
    color: color-mix(in srgb, currentcolor 75%, transparent);
  }

  ::highlight(typewriter-fade-5) {
    color: color-mix(in srgb, currentcolor 92%, transparent);
  }
`;
