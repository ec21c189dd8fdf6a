import type { Scenario } from '../scenario.js';
import { answers } from './answers.js';
import { drops } from './drops.js';
import { ends } from './ends.js';
import { formats } from './formats.js';
import { framing } from './framing.js';
import { live } from './live.js';
import { markdown } from './markdown.js';
import { quiet } from './quiet.js';
import { replays } from './replays.js';
import { texts } from './texts.js';

/** Every scenario. A new scenario is added to the list of its theme. */
export const scenarios: readonly Scenario[] = [
  ...texts,
  ...drops,
  ...replays,
  ...quiet,
  ...ends,
  ...answers,
  ...framing,
  ...formats,
  ...live,
  ...markdown,
];
