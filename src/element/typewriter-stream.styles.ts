import { css } from 'lit';
import { chromeStyles } from './chrome.styles.js';

export const styles = css`
  :host {
    --_cursor-color: var(--typewriter-cursor-color, currentcolor);
    --_cursor-width: var(--typewriter-cursor-width, 0.125em);
    --_cursor-blink: var(--typewriter-cursor-blink, 1.06s);
    display: block;
    /* The containing block of the cursor, so that the cursor scrolls with the text. */
    position: relative;
  }

  /* An element with hidden=until-found needs a box for find-in-page. */
  :host([hidden]:not([hidden='until-found' i])) {
    display: none;
  }

  /* Disabled buttons too, once the run is over and the row has lost the focus. */
  [hidden],
  .over:not(:focus-within) [aria-disabled] {
    display: none !important;
  }

  /* The text. */

  [part='text'] {
    /* The containing block of the ruler. */
    position: relative;
    /* The first character must not move the content below. */
    min-block-size: 1lh;
  }

  /* Focused only by script, after a focused button was removed. */
  [part='text']:focus {
    outline: none;
  }

  /* Without text, the error takes the place of the text. */
  :host(:state(error)) [part='text'] {
    min-block-size: 0;
  }

  /* Hide a fallback such as "Thinking…" once the run is over. */
  :host(:is(:state(error), :state(stopped), :state(done))) [part='text'] > slot {
    display: none;
  }

  /* Two hundred blocks each. The browser skips complete groups that are off screen. */
  .group {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .complete {
    content-visibility: auto;
    overflow-clip-margin: 1em;
  }

  /* A piece of one long line: laid out like a block, copied like inline text. */
  .bundle,
  .piece {
    display: inline-block;
    inline-size: 100%;
    vertical-align: top;
    text-indent: 0;
    text-decoration: inherit;
    text-wrap-style: auto;
  }

  /* The width changed: inline until the line is cut again. */
  .reflow :is(.bundle, .piece) {
    display: inline;
  }

  .ruler {
    position: absolute;
    inset-inline: 0;
    visibility: hidden;
  }

  /* Never part of copied text. */
  [part='cursor'],
  [part~='button'],
  [role='status'] {
    user-select: none;
    -webkit-user-select: none;
  }

  /* For screen readers only. */
  [role='status'] {
    position: absolute;
    /* After the text, the region would make the page longer. */
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /*
   * The cursor is out of the flow and has no size, so it never moves the text. Layout containment
   * makes its overflow ink overflow, which does not extend the scrollable area.
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
