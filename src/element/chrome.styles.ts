import { css } from 'lit';

/** The error, the line shown while the connection is lost, and the buttons. */
export const chromeStyles = css`
  [part~='error'],
  [part~='retry'] {
    display: flow-root;
    margin-block-start: 0.5em;
    overflow-wrap: anywhere;
  }

  [part~='error'] {
    /* Enough contrast on white and on black. */
    --_error: light-dark(#b3261e, #ffb4ab);
    position: relative;
    padding: 0.65em 0.9em;
    padding-inline-start: 2.6em;
    border: 1px solid var(--_error);
    border-radius: 0.5em;
    background: color-mix(in srgb, var(--_error) 8%, transparent);
  }

  /* An exclamation mark in a circle, without an icon font or an image. */
  [part~='error']::before {
    content: '!' / '';
    position: absolute;
    inset-inline-start: 0.8em;
    inset-block-start: 0.75em;
    inline-size: 1.25em;
    border-radius: 50%;
    background: var(--_error);
    color: Canvas;
    font-weight: 700;
    line-height: 1.25;
    text-align: center;
  }

  .sentence {
    margin-inline-end: 0.5em;
  }

  .detail {
    display: block;
    font-size: 0.9em;
    opacity: 0.8;
  }

  .detail + [part~='button'] {
    margin-block-start: 0.4em;
  }

  [part~='retry'] {
    opacity: 0.85;
  }

  [part~='controls'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.75em;
  }

  [part~='button'] {
    font: inherit;
    color: inherit;
    min-block-size: 1.75rem;
    min-inline-size: 1.75rem;
    padding-inline: 0.75em;
    background: none;
    border: 1px solid color-mix(in srgb, currentcolor 45%, transparent);
    border-radius: 0.4em;
    cursor: pointer;
  }

  @media (hover: hover) {
    [part~='button']:not([aria-disabled]):hover {
      border-color: currentcolor;
      background: color-mix(in srgb, currentcolor 8%, transparent);
    }
  }

  [part~='button'][aria-disabled] {
    opacity: 0.5;
    cursor: default;
  }

  [part~='button']:focus-visible {
    outline: 2px solid;
    outline-offset: 2px;
  }

  /* Sticks to the end of the scroll container; the negative margin keeps the text in place. */
  [part~='latest'] {
    position: sticky;
    inset-block-end: 0.75rem;
    display: block;
    inline-size: fit-content;
    margin-block-start: -2.4rem;
    margin-inline: auto;
    background: Canvas;
    color: CanvasText;
    box-shadow: 0 1px 4px rgb(0 0 0 / 30%);
  }

  [part~='error'],
  [part~='retry'],
  [part~='controls'],
  [part~='latest'] {
    font:
      0.9em / 1.5 system-ui,
      sans-serif;
  }

  [part~='controls'],
  [part~='latest'] {
    font-size: 0.8em;
  }
`;
