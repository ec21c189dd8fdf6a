import { serverError } from './failure.js';
import { finishReasonOf } from './finish-reason.js';
import type { Delta } from './format.js';
import { apiFormat } from './json-format.js';
import { at, textAt, textOf } from './read-json.js';

/** Gemini and Vertex AI, `streamGenerateContent`. The server closes after the finish reason. */
export const gemini = apiFormat(
  'gemini',
  / (candidates|promptFeedback|usageMetadata) /,
  (answer) =>
    (value): Delta => {
      // Without `alt=sse` the body is one JSON array of the messages.
      const chunks = [value].flat();
      const candidates = chunks
        .flatMap((chunk) => at(chunk, 'candidates'))
        .filter((candidate) => !Number(at(candidate, 'index')));
      const parts = candidates.flatMap((candidate) => at(candidate, 'content.parts') ?? []);
      const words = candidates.map((candidate) => at(candidate, 'finishReason')).filter(Boolean);
      const finishReason = finishReasonOf(words.at(-1));
      const feedback = chunks.map((chunk) => at(chunk, 'promptFeedback'));
      const blocked = feedback.find((item) => at(item, 'blockReason'));
      return {
        text: answer.say(parts),
        reasoning: textOf(parts, true),
        complete: finishReason !== undefined,
        finishReason: blocked ? 'content-filter' : finishReason,
        error: blocked
          ? serverError(blocked, `The prompt was blocked: ${textAt(blocked, 'blockReason') ?? ''}`)
          : undefined,
      };
    },
);
