// `npm run screenshots`: takes anew the pictures that test/visual compares with. Look at them before you commit them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { obstacle, startPictureBrowser } from '../test/visual/browser.js';
import { openStudio } from '../test/visual/pictures.js';
import { SCHEMES, scenes } from '../test/visual/scenes.js';

if (obstacle) throw new Error(`${obstacle}: install fonts-dejavu-core.`);
const baselines = new URL('../test/visual/baselines/', import.meta.url);
mkdirSync(baselines, { recursive: true });
const chromium = await startPictureBrowser();
const studio = await openStudio(chromium.browser);
let bytes = 0;
for (const scene of scenes) {
  for (const scheme of SCHEMES) {
    const picture = await studio.take(scene, scheme);
    bytes += picture.length;
    writeFileSync(new URL(`${scene.name}-${scheme}.png`, baselines), picture);
    console.log(`${scene.name}-${scheme}.png`);
  }
}
await chromium.close();
await studio.close();
console.log(`${Math.round(bytes / 1024)} KiB in test/visual/baselines`);
