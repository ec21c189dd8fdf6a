/** Takes the pictures of the scenes, and compares two pictures as eyes would. */
import { createServer } from 'node:http';
import type { Browser } from 'puppeteer-core';
import { bundle } from '../../bench/bundle.js';
import { createDemoHandler } from '../../demo-server/handler.js';
import { listen, shutDown } from '../server/support.js';
import { pageOf, play, scenes, type Scene } from './scenes.js';

export interface Studio {
  take(scene: Scene, scheme: 'light' | 'dark'): Promise<Uint8Array>;
  compare(expected: Uint8Array, actual: Uint8Array): Promise<Difference>;
  close(): Promise<void>;
}

export interface Difference {
  /** Width and height of both. */
  readonly sizes: readonly [expected: string, actual: string];
  /** Which part of the tiles looks different, from 0 to 1. */
  readonly share: number;
  /** A picture with the tiles that differ, for whoever looks for the reason. */
  readonly marked: Uint8Array;
}

/** Pixels of a tile's side. What moves by a pixel hardly changes the mean colour of a tile. */
const TILE = 8;
/** So much, of 255, must the mean colour differ in a channel. */
const NOTICEABLE = 10;

export async function openStudio(browser: Browser): Promise<Studio> {
  const code = await bundle('../src/index.ts');
  const demo = createDemoHandler();
  const server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const scene = scenes.find(({ name }) => path === `/${name}.html`);
    if (!scene && path !== '/element.js') return demo(request, response);
    const type = scene ? 'text/html' : 'text/javascript';
    response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` });
    response.end(scene ? pageOf(scene) : code);
  });
  const origin = await listen(server);
  // Two pages for all pictures, since a new one starts a process. The one that draws is the one in front.
  const table = await browser.newPage();
  const camera = await browser.newPage();
  return {
    take: async (scene, scheme) => {
      await camera.setViewport({ width: scene.width, height: 400 });
      await camera.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await camera.goto(`${origin}/${scene.name}.html`);
      await camera.evaluate(play(scene));
      return camera.screenshot({ fullPage: true, optimizeForSpeed: false });
    },
    compare: async (expected, actual) => {
      const [one, other] = [expected, actual].map((picture) =>
        JSON.stringify(Buffer.from(picture).toString('base64')),
      );
      const { sizes, share, marked } = (await table.evaluate(
        `(${comparing})(${one}, ${other}, ${TILE}, ${NOTICEABLE})`,
      )) as { sizes: [string, string]; share: number; marked: string };
      return { sizes, share, marked: Buffer.from(marked, 'base64') };
    },
    close: () => shutDown(server, demo),
  };
}

/** Runs in a page, since a browser can read a PNG. */
const comparing = `async (expected, actual, tile, noticeable) => {
  const read = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    return { canvas, context, width: bitmap.width, height: bitmap.height };
  };
  const [a, b] = await Promise.all([read(expected), read(actual)]);
  const width = Math.min(a.width, b.width), height = Math.min(a.height, b.height);
  const mean = (data, x, y) => {
    const sum = [0, 0, 0];
    let count = 0;
    for (let row = y; row < Math.min(y + tile, height); row++) {
      for (let column = x; column < Math.min(x + tile, width); column++, count++) {
        const at = (row * width + column) * 4;
        for (let channel = 0; channel < 3; channel++) sum[channel] += data[at + channel];
      }
    }
    return sum.map((value) => value / count);
  };
  const [one, other] = [a, b].map(({ context }) => context.getImageData(0, 0, width, height).data);
  let tiles = 0, different = 0;
  b.context.fillStyle = 'rgb(255 0 0 / 40%)';
  for (let y = 0; y < height; y += tile) {
    for (let x = 0; x < width; x += tile, tiles++) {
      const [first, second] = [mean(one, x, y), mean(other, x, y)];
      if (!first.some((value, channel) => Math.abs(value - second[channel]) > noticeable)) continue;
      different++;
      b.context.fillRect(x, y, tile, tile);
    }
  }
  const marked = new Uint8Array(await (await b.canvas.convertToBlob()).arrayBuffer());
  let letters = '';
  for (const byte of marked) letters += String.fromCharCode(byte);
  const size = ({ width, height }) => width + ' × ' + height;
  return { sizes: [size(a), size(b)], share: different / tiles, marked: btoa(letters) };
}`;
