// Records docs/typing.webp from the front page: an answer in Markdown is typed, the plug is pulled, and the typing continues.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { createServer } from 'vite';
import { animate, type Frame } from './webp.js';

const WIDTH = 720;
/** Milliseconds between two frames of the picture. */
const STEP = 80;
/** How long the last frame is shown, so that it can be read, in milliseconds. */
const REST = 3000;

interface Shot {
  readonly data: string;
  /** In milliseconds. */
  readonly at: number;
}

export async function record(browser: Browser): Promise<Buffer> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const server = await createServer({ root, logLevel: 'silent', server: { port: 0 } });
  await server.listen();
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: WIDTH, height: 640 });
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.evaluate(
      `scrollTo({ top: stage.getBoundingClientRect().top - 12, behavior: 'instant' })`,
    );
    const height = (await page.evaluate(
      `2 * Math.ceil((document.querySelector('#plug').getBoundingClientRect().bottom + 12) / 2)`,
    )) as number;
    const shots = await film(page);
    return animate(WIDTH, height, await cut(page, shots, height));
  } finally {
    await page.close();
    await server.close();
  }
}

const SUBJECT = `document.querySelector('#subject')`;

/** Records the page while the stream plays from its beginning. */
async function film(page: Page): Promise<Shot[]> {
  const session = await page.createCDPSession();
  const shots: Shot[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    shots.push({ data, at: (metadata.timestamp ?? 0) * 1000 });
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  const typed = (part: number) =>
    page.evaluate(`new Promise((resolve) => {
      const look = () => ${SUBJECT}.typedText.length >= ${part} ? resolve() : setTimeout(look, 20);
      look();
    })`);
  await page.evaluate(`${SUBJECT}.restart()`);
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 2 });
  await typed(230);
  await page.evaluate(`document.querySelector('#plug').click()`);
  await page.evaluate(`${SUBJECT}.finished`);
  await sleep(300);
  await session.send('Page.stopScreencast');
  return shots;
}

/** Reduces the shots to one frame per STEP, and each frame to its changed part. The browser decodes and encodes the pictures. */
async function cut(page: Page, shots: readonly Shot[], height: number): Promise<Frame[]> {
  const [first] = shots;
  if (!first) throw new Error('Nothing was drawn.');
  const kept: Shot[] = [];
  for (const shot of shots) {
    const last = kept.at(-1);
    const isNear = last !== undefined && shot.at - last.at < STEP;
    if (isNear) kept[kept.length - 1] = { ...shot, at: last.at };
    else kept.push(shot);
  }
  await page.goto('about:blank');
  await page.evaluate(`globalThis.pictureHeight = ${height}; ${CUTTER}`);
  const frames: Frame[] = [];
  for (const [index, { data, at }] of kept.entries()) {
    const next = kept[index + 1];
    const milliseconds = Math.round(next ? next.at - at : REST);
    const part = (await page.evaluate(`cut('${data}')`)) as
      (Omit<Frame, 'picture' | 'milliseconds'> & { picture: string }) | null;
    const last = frames.at(-1);
    if (part) frames.push({ ...part, picture: Buffer.from(part.picture, 'base64'), milliseconds });
    else if (last)
      frames.splice(-1, 1, { ...last, milliseconds: last.milliseconds + milliseconds });
  }
  return frames;
}

/** Defines a function in the page that cuts out the part of a picture that differs from the previous one. */
const CUTTER = `(() => {
  const canvas = new OffscreenCanvas(${WIDTH}, 1000);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  let before;
  globalThis.cut = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    context.drawImage(await createImageBitmap(new Blob([bytes], { type: 'image/png' })), 0, 0);
    const height = globalThis.pictureHeight;
    const now = new Uint32Array(context.getImageData(0, 0, ${WIDTH}, height).data.buffer);
    let left = ${WIDTH}, right = -1, top = height, bottom = -1;
    for (let at = 0; at < now.length; at++) {
      if (before && now[at] === before[at]) continue;
      const x = at % ${WIDTH}, y = Math.floor(at / ${WIDTH});
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    before = now;
    if (right === -1) return null;
    const [x, y] = [left - (left % 2), top - (top % 2)];
    const [width, tall] = [right - x + 1, bottom - y + 1];
    const part = new OffscreenCanvas(width, tall);
    part.getContext('2d', { alpha: false }).drawImage(canvas, -x, -y);
    const blob = await part.convertToBlob({ type: 'image/webp', quality: 0.8 });
    let letters = '';
    for (const byte of new Uint8Array(await blob.arrayBuffer())) letters += String.fromCharCode(byte);
    return { x, y, width, height: tall, picture: btoa(letters) };
  };
})()`;
