import type { Format } from './format.js';
import { at, jsonFormat, textOf } from './read-json.js';

/** Gemini and Vertex AI, `streamGenerateContent`. It has no terminator: the server just closes. */
export const gemini = (): Format =>
  jsonFormat(
    'gemini',
    (value) => {
      // Without `alt=sse` the answer is one JSON array of the messages.
      const parts = [value].flat().map((chunk) => at(chunk, 'candidates.0.content.parts'));
      return { text: textOf(parts), reasoning: textOf(parts, true) };
    },
    false,
  );
