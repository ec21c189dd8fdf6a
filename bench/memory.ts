// `npm run bench -- memory`: read() takes 100 MB from a source that gives as much as it is asked for. What the page
// holds must grow with the text and by nothing else, and the page must stay responsive.
import { launch } from 'puppeteer-core';
import { createServer } from 'vite';
import { chromium } from '../scripts/browsers.mjs';

const CHARACTERS = Number(process.argv[2] ?? 100_000_000);

const launchOptions = await chromium();
if (!launchOptions) throw new Error('No Chromium found: see CONTRIBUTING.md.');
const server = await createServer({ logLevel: 'warn', server: { port: 5191 } });
await server.listen();
const [address = ''] = server.resolvedUrls?.local ?? [];
const browser = await launch({ ...launchOptions, protocolTimeout: 900_000 });
const MB = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
try {
  const page = await browser.newPage();
  await page.goto(`${address}scenarios`);
  const protocol = await page.createCDPSession();
  await protocol.send('Performance.enable');
  const heap = async (): Promise<number> => {
    const { metrics } = await protocol.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
  };
  await page.evaluate(`import('/src/index.ts')`);
  await protocol.send('HeapProfiler.collectGarbage');
  const before = await heap();
  // Text, since the compiler's helpers for a function are not there in the page.
  const reading = page.evaluate(`(async () => {
    const chunk = new TextEncoder().encode('A line of eighty characters or so, as a book has, and a newline after it.\\n'.repeat(900));
    let given = 0;
    globalThis.tasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
    }).observe({ type: 'longtask' });
    const source = new ReadableStream({
      pull(controller) {
        if (given >= ${CHARACTERS}) controller.close();
        else controller.enqueue(chunk.slice());
        given += chunk.length;
        globalThis.given = given;
      },
    }, { highWaterMark: 0 });
    const element = globalThis.element = document.createElement('typewriter-stream');
    element.speed = 'instant';
    document.body.append(element);
    const start = performance.now();
    await element.read(source);
    return performance.now() - start;
  })()`) as Promise<number>;
  let peak = 0;
  const timer = setInterval(() => {
    void Promise.all([
      heap(),
      page.evaluate(
        '[globalThis.given ?? 0, globalThis.element?.typedText.length ?? 0]',
      ) as Promise<[number, number]>,
    ]).then(([used, [given, typed]]) => {
      peak = Math.max(peak, used);
      console.log(`read ${MB(given)}, on screen ${MB(typed)}, heap ${MB(used - before)}`);
    });
  }, 5000);
  const time = await reading;
  clearInterval(timer);
  await protocol.send('HeapProfiler.collectGarbage');
  const after = await heap();
  const tasks = (await page.evaluate('tasks.sort((a, b) => b - a)')) as number[];
  console.log(`${MB(CHARACTERS)} in ${(time / 1000).toFixed(1)} s`);
  console.log(`heap: peak ${MB(peak - before)}, at the end ${MB(after - before)}`);
  console.log(`tasks over 50 ms: ${tasks.length}, the longest ${tasks.slice(0, 3).join(', ')} ms`);
} finally {
  await browser.close();
  await server.close();
}
