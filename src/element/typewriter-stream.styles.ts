import { css } from 'lit';
import { chromeStyles } from './chrome.styles.js';

export const styles = css`
  :host {
    --_cursor-color: var(--typewriter-cursor-color, currentcolor);
    --_cursor-width: var(--typewriter-cursor-width, 0.125em);
    --_cursor-blink: var(--typewriter-cursor-blink, 1.06s);
    display: block;
    /* The cursor is placed absolutely: it scrolls with the text wherever the element scrolls. */
    position: relative;
  }

  /* What the browser's search may open has a box. */
  :host([hidden]:not([hidden='until-found' i])) {
    display: none;
  }

  /* Also a button that nobody needs any more, when the reader has left the row. */
  [hidden],
  .over:not(:focus-within) [aria-disabled] {
    display: none !important;
  }

  /* The text. */

  [part='text'] {
    /* For the ruler. */
    position: relative;
    /* The first character must not move what stands below. */
    min-block-size: 1lh;
  }

  /* Focused by us only, after its button went away. */
  [part='text']:focus {
    outline: none;
  }

  /* A failure without any text stands where the text would. */
  :host(:state(error)) [part='text'] {
    min-block-size: 0;
  }

  /* "Thinking…" is not true any more, also where no text came. */
  :host(:is(:state(error), :state(stopped), :state(done))) [part='text'] > slot {
    display: none;
  }

  /* Two hundred lines each. Complete, they cost nothing while they are off screen. */
  .group {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .complete {
    content-visibility: auto;
    overflow-clip-margin: 1em;
  }

  /* A piece of one long line, as wide as the line: looks like a block, copies like inline text. */
  .bundle,
  .piece {
    display: inline-block;
    inline-size: 100%;
    vertical-align: top;
    text-indent: 0;
    text-decoration: inherit;
    text-wrap-style: auto;
  }

  /* The width changed: one paragraph again, until the cuts are made anew. */
  .reflow :is(.bundle, .piece) {
    display: inline;
  }

  .ruler {
    position: absolute;
    inset-inline: 0;
    visibility: hidden;
  }

  /* Never part of a copied text. */
  [part='cursor'],
  [part~='button'],
  [role='status'] {
    user-select: none;
    -webkit-user-select: none;
  }

  /* For screen readers only. */
  [role='status'] {
    position: absolute;
    /* Behind the text it would make the page longer. */
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /*
   * The cursor, out of the flow and without a size: it never wraps, and never moves the text. What
   * overflows a box with layout containment is only painted: nothing scrolls for it.
   */

  [part='cursor'] {
    position: absolute;
    inline-size: 0;
    block-size: 0;
    contain: size layout;
    white-space: pre;
    pointer-events: none;
  }

  [data-shape='none'],
  [data-activity='off'] {
    display: none;
  }

  [part='cursor'] > slot {
    display: flex;
    align-items: center;
    inline-size: max-content;
    block-size: 1lh;
  }

  .caret {
    inline-size: var(--_cursor-width);
    block-size: 1.15em;
    margin-inline-start: 0.06em;
    border-radius: 1px;
    background: var(--_cursor-color);
  }

  [data-shape='block'] .caret {
    inline-size: 0.55em;
    border-radius: 0.1em;
  }

  [data-shape='underscore'] .caret {
    inline-size: 0.6em;
    block-size: var(--_cursor-width);
    align-self: flex-end;
    margin-block-end: calc((1lh - 1.15em) / 2);
  }

  @media (prefers-reduced-motion: no-preference) {
    [data-activity='waiting'] {
      animation: blink var(--_cursor-blink) step-end infinite;
    }
  }

  @keyframes blink {
    50% {
      opacity: 0;
    }
  }

  ${chromeStyles}

  @media (forced-colors: active) {
    .caret {
      background: CanvasText;
      forced-color-adjust: none;
    }

    [part~='error'] {
      --_error: CanvasText;
      forced-color-adjust: none;
      background: Canvas;
      color: CanvasText;
    }

    [part~='button'] {
      border-color: ButtonText;
    }

    [part~='button'][aria-disabled] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }

  @media print {
    [part='cursor'],
    [part~='controls'],
    [part~='retry'],
    [part~='button'] {
      display: none;
    }

    .complete {
      content-visibility: visible;
    }

    .bundle,
    .piece {
      display: inline;
    }
  }
`;
