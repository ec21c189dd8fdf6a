import { deepEqual } from 'node:assert/strict';
import { it } from 'node:test';
import type { Stage } from './stage.js';

/** How the texts come is not the question here. */
const FAST = { interval: '0' };

/** What a user expects of any page. */
export function testPage(stage: () => Stage): void {
  it('fits a screen of 320 pixels without scrolling sideways, and is accessible in a light and a dark scheme, as far as axe can tell', () =>
    stage().visit(
      async (app) => {
        // A song that grows above the form moves the button from under the pointer.
        await app.songIsDone();
        await app.askQuestion('What is a stream?');
        await app.isReady();
        deepEqual(await app.overflowing(), []);
        deepEqual(await app.violations('light'), []);
        deepEqual(await app.violations('dark'), []);
      },
      { width: 320, extra: FAST },
    ));

  // The last: it looks back on all visits.
  it('leaves no error and no warning in the console', () => {
    deepEqual(stage().problems, []);
  });
}
