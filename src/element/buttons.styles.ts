import { css } from '@lit/reactive-element/css-tag.js';

/** The error sentence and the controls, which most elements never show; the text's focus after a button went away. */
export const buttonStyles = css`
  [part='error'] {
    margin-block-start: 0.5em;
    font-size: 0.9em;
  }

  [part='controls'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.75em;
    font-size: 0.8em;
  }

  [part='button'] {
    font: inherit;
    color: inherit;
    min-block-size: 1.75rem;
    padding-inline: 0.75em;
    background: none;
    border: 1px solid;
    border-radius: 0.4em;
    cursor: pointer;
    user-select: none;
    -webkit-user-select: none;
  }

  /* Not before the button, which may stand on a line of its own. */
  [part='error'] span {
    margin-inline-end: 0.5em;
  }

  [part='button'][aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  [part='button']:focus-visible {
    outline: 2px solid;
    outline-offset: 2px;
  }

  /* Focused by us only, after its button went away. */
  [part='text']:focus {
    outline: none;
  }
`;
