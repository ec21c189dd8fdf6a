import { countGraphemes } from '../typing/graphemes.js';
import { adoptStyles } from './adopt-styles.js';
import { Fade } from './fade.js';
import { mayContain, mayCut } from './plain/box-rules.js';
import { directionOf } from './plain/direction.js';
import { LeftOut } from './plain/left-out.js';
import { PIECE_LENGTH, lineStyleOf } from './plain/long-line/long-line.js';
import { isSafeCut } from './plain/long-line/safe-cut.js';
import { VisualLines } from './plain/long-line/visual-lines.js';

/** Helpers that renderers share. The element passes them on, so that the Markdown bundle does not contain them a second time. */
export const kit = {
  PIECE_LENGTH,
  Fade,
  LeftOut,
  VisualLines,
  adoptStyles,
  countGraphemes,
  directionOf,
  isSafeCut,
  lineStyleOf,
  mayContain,
  mayCut,
};

export type Kit = typeof kit;
