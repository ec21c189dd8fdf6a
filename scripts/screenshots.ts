// `npm run screenshots`: renews the pictures that test/visual compares with, and the moving picture of the README
// (docs/typing.webp). Look at them before you commit them.
//   npm run screenshots -- typing      the moving picture alone
//   npm run screenshots -- baselines   the others alone
import { mkdirSync, writeFileSync } from 'node:fs';
import { obstacle, startPictureBrowser } from '../test/visual/browser.js';
import { openStudio } from '../test/visual/pictures.js';
import { SCHEMES, scenes } from '../test/visual/scenes.js';
import { record } from './moving-picture.js';

if (obstacle) throw new Error(`${obstacle}: install fonts-dejavu-core.`);
const [, , only = ''] = process.argv;
const baselines = new URL('../test/visual/baselines/', import.meta.url);
const typing = new URL('../docs/typing.webp', import.meta.url);
const chromium = await startPictureBrowser();

async function takeBaselines(): Promise<void> {
  mkdirSync(baselines, { recursive: true });
  const studio = await openStudio(chromium.browser);
  let bytes = 0;
  for (const scene of scenes) {
    for (const scheme of SCHEMES) {
      const picture = await studio.take(scene, scheme);
      bytes += picture.length;
      writeFileSync(new URL(`${scene.name}-${scheme}.png`, baselines), picture);
    }
  }
  await studio.close();
  console.log(`${scenes.length * SCHEMES.length} baselines, ${Math.round(bytes / 1024)} KiB`);
}

try {
  if (only !== 'typing') await takeBaselines();
  if (only !== 'baselines') {
    const picture = await record(chromium.browser);
    writeFileSync(typing, picture);
    console.log(`docs/typing.webp, ${Math.round(picture.length / 1024)} KiB`);
  }
} finally {
  await chromium.close();
}
