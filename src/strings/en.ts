// English.
import { ENGLISH, type Strings } from '../element/strings.js';

export const strings: Strings = ENGLISH;
