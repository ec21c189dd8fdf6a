import assert from 'node:assert/strict';
import { text } from './node.js';
import type { Viewer } from './viewer.js';

/** The whole text, every id once and in order, and the end that was said. */
export async function isExact(viewers: readonly Viewer[], words: number): Promise<void> {
  for (const viewer of viewers) {
    assert.deepEqual(await viewer.outcome, { event: 'end', data: 'done' });
    assert.equal(viewer.text, text(words));
    assert.deepEqual(
      viewer.ids,
      Array.from({ length: words + 1 }, (_, index) => index + 1),
    );
  }
}

/** The beginning of the text, every id once, and the error of a producer that is gone. */
export async function isLost(viewers: readonly Viewer[], words: number): Promise<void> {
  for (const viewer of viewers) {
    const { event, data = '' } = await viewer.outcome;
    assert.equal(event, 'error');
    assert.match(data, /"code":"producer-lost"/);
    assert.ok(text(words).startsWith(viewer.text), 'the text is not the beginning of the text');
    assert.deepEqual(
      viewer.ids,
      viewer.ids.map((_, index) => index + 1),
    );
  }
}

/** For what must take a while to be a fault: a pause is the fault itself, and nothing waits for it to be over. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
