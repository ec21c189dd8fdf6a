import type { Format } from './format.js';
import { at, jsonFormat, textAt, textOf } from './read-json.js';

/** Anthropic Messages. */
export const anthropic = (): Format =>
  jsonFormat('anthropic', (value) => ({
    text: textAt(value, 'delta.text content_block.text content'),
    reasoning:
      textAt(value, 'delta.thinking content_block.thinking') ?? textOf(at(value, 'content'), true),
    complete: Boolean(at(value, 'delta.stop_reason')),
    done: at(value, 'type') === 'message_stop',
  }));
