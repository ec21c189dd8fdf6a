// `npm run bench -- flood`: a million events as fast as the socket takes them. The page must stay
// responsive, so what counts are the tasks of more than 50 ms (the browser's own "long tasks").
import { launch } from 'puppeteer-core';
import { createServer } from 'vite';
import { chromium } from '../scripts/browsers.mjs';

const EVENTS = 1_000_000;

const launchOptions = await chromium();
if (!launchOptions) throw new Error('No Chromium found: see CONTRIBUTING.md.');
const server = await createServer({ logLevel: 'warn', server: { port: 5190 } });
await server.listen();
const [address = ''] = server.resolvedUrls?.local ?? [];
const browser = await launch({ ...launchOptions, protocolTimeout: 300_000 });
try {
  console.log(`${EVENTS.toLocaleString('en')} events of 4 characters, over fetch`);
  for (const speed of ['instant', 'auto']) {
    const page = await browser.newPage();
    await page.goto(`${address}scenarios`);
    // Text, since the compiler's helpers for a function are not there in the page.
    const result = await page.evaluate(`(async () => {
      await import('/src/index.ts');
      const tasks = [];
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
      }).observe({ type: 'longtask' });
      const element = document.createElement('typewriter-stream');
      element.speed = '${speed}';
      element.transport = 'fetch';
      element.src = '/flood?count=${EVENTS}&size=4';
      const start = performance.now();
      document.body.append(element);
      await element.finished;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      await new Promise((resolve) => setTimeout(resolve, 200));
      tasks.sort((a, b) => b - a);
      return [
        seconds + ' s',
        element.typedText.length + ' characters',
        tasks.length + ' long tasks',
        'longest: ' + (tasks.slice(0, 3).join(', ') || 'none') + ' ms',
      ].join(' · ');
    })()`);
    console.log(`speed="${speed}": ${String(result)}`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
