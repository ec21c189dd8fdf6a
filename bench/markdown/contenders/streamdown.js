import { createElement } from 'react';
import { Streamdown } from 'streamdown';
import { reactContender } from '../react.js';

export const create = reactContender((text) => createElement(Streamdown, null, text));
