/**
 * Looks, states and Markdown look as they did, light and dark. `npm run screenshots` renews the pictures they are compared with,
 * after a change that was wanted.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { obstacle, startPictureBrowser, type PictureBrowser } from './browser.js';
import { openStudio, type Studio } from './pictures.js';
import { SCHEMES, scenes } from './scenes.js';

/**
 * Chromium 153 and 156 drew the same, and so did another hinting; a later version may draw a letter or a
 * box a little differently. A box or a colour that changes is much more than this.
 */
const TOLERATED_SHARE = 0.003;
const TOLERATED_PIXELS = 8;

const baselines = new URL('baselines/', import.meta.url);
/** Where the pictures of a failure are left. */
const failures = new URL('../../node_modules/.cache/visual/', import.meta.url);

let chromium: PictureBrowser;
let studio: Studio;
before(async () => {
  chromium = await startPictureBrowser();
  studio = await openStudio(chromium.browser);
});
after(async () => {
  await chromium.close();
  await studio.close();
});

const numbers = (size: string): number[] => size.split(' × ').map(Number);

test('a comparison finds nothing between a picture and itself, and much between light and dark', async () => {
  const [scene] = scenes;
  const [light, dark] = [await studio.take(scene, 'light'), await studio.take(scene, 'dark')];
  assert.equal((await studio.compare(light, light)).share, 0);
  assert.ok((await studio.compare(light, dark)).share > 0.5);
});

for (const scene of scenes) {
  for (const scheme of SCHEMES) {
    const name = `${scene.name}-${scheme}`;
    test(`${scene.name} looks as before, ${scheme}`, { skip: obstacle ?? false }, async () => {
      const actual = await studio.take(scene, scheme);
      const expected = readFileSync(new URL(`${name}.png`, baselines));
      const { sizes, share, marked } = await studio.compare(expected, actual);
      const [wanted, seen] = sizes.map(numbers) as [number[], number[]];
      const isSameSize = wanted.every(
        (length, side) => Math.abs(length - seen[side]!) <= TOLERATED_PIXELS,
      );
      if (isSameSize && share <= TOLERATED_SHARE) return;
      mkdirSync(failures, { recursive: true });
      writeFileSync(new URL(`${name}.png`, failures), actual);
      writeFileSync(new URL(`${name}-marked.png`, failures), marked);
      assert.fail(
        `${name} differs in ${(share * 100).toFixed(1)} % of its tiles (${(TOLERATED_SHARE * 100).toFixed(1)} % are tolerated); ` +
          `${sizes[0]} pixels became ${sizes[1]}. See node_modules/.cache/visual/${name}-marked.png. ` +
          'If this was wanted: npm run screenshots.',
      );
    });
  }
}
