import { deepEqual } from 'node:assert/strict';
import { it } from 'node:test';
import type { Stage } from './stage.js';

/** The typing does not matter here. */
const FAST = { interval: '0' };

/** Tests what a user expects of any page. */
export function testPage(stage: () => Stage): void {
  it('fits a screen of 320 pixels without scrolling sideways, and is accessible in a light and a dark scheme, as far as axe can tell', () =>
    stage().visit(
      async (app) => {
        // A growing song above the form would move the button away from the pointer.
        await app.songIsDone();
        await app.askQuestion('What is a stream?');
        await app.isReady();
        deepEqual(await app.overflowing(), []);
        deepEqual(await app.violations('light'), []);
        deepEqual(await app.violations('dark'), []);
      },
      { width: 320, extra: FAST },
    ));

  // Must be the last test, since it checks all visits.
  it('leaves no error and no warning in the console', () => {
    deepEqual(stage().problems, []);
  });
}
