// `npm run bench -- flood`: floods, as fast as the socket takes them. The page must stay responsive, so what counts are
// the gaps between its frames, and what of them the main thread worked, since other programs take time as well; and it must not
// hold more than any text of that length. `--only lines` runs one kind.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { launch, type Page } from 'puppeteer-core';
import { chromium } from '../scripts/browsers.mjs';
import { bundle } from './bundle.js';

const { values } = parseArgs({
  options: { only: { type: 'string' }, speed: { type: 'string', default: 'instant,auto' } },
});

interface Flood {
  readonly event: string;
  readonly count: number;
  readonly length: number;
  /** What happens meanwhile. */
  readonly act?: string;
}

const FLOODS: Readonly<Record<string, Flood>> = {
  'events of 4 characters': { event: 'data: four\n\n', count: 1_000_000, length: 4 },
  'lines of 1 character': { event: 'data: x\ndata:\n\n', count: 1_000_000, length: 2 },
  'lines, with skip() twenty times': {
    event: 'data: x\ndata:\n\n',
    count: 1_000_000,
    length: 2,
    act: `for (let n = 0; n < 20; n++) { await new Promise((r) => setTimeout(r, 200)); element.skip(); }`,
  },
  newlines: { event: 'data:\ndata:\n\n', count: 2_000_000, length: 1 },
};

const options = await chromium();
if (!options) throw new Error('No Chromium found: see CONTRIBUTING.md.');
const code = await bundle('../src/index.ts');

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/element.js') {
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(code);
    return;
  }
  const flood = FLOODS[url.searchParams.get('flood') ?? ''];
  if (!flood) {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(
      '<!doctype html><title>Flood</title><script type="module" src="/element.js"></script>',
    );
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const batch = Buffer.from(flood.event.repeat(5_000));
  let left = flood.count / 5_000;
  const write = (): void => {
    while (left-- > 0) if (!response.write(batch)) return void response.once('drain', write);
    response.end('data: [DONE]\n\n');
  };
  write();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
const browser = await launch({ ...options, protocolTimeout: 900_000 });
const megabytes = (bytes: number): string => `${String(Math.round(bytes / 1e6))} MB`;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when it began, how long it took, and how much of that the thread worked. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** Processor time of the main thread from each animation frame to the next, in milliseconds. */
function frameTimes(trace: Uint8Array | undefined): number[] {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as {
    traceEvents: TraceEvent[];
  };
  const fired = traceEvents.filter(({ name }) => name === 'FireAnimationFrame');
  const [{ pid, tid } = { pid: 0, tid: 0 }] = fired;
  const times: number[] = [];
  const tasks = traceEvents.filter(
    (event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid,
  );
  const starts = fired.map(({ ts }) => ts).sort((a, b) => a - b);
  let next = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks.sort((a, b) => a.ts - b.ts)) {
    while ((starts[next] ?? Infinity) < ts) next += 1;
    if ((starts[next] ?? Infinity) < ts + dur) times.push(0);
    if (times.length > 0) times[times.length - 1]! += tdur / 1000;
  }
  return times;
}

async function measure(page: Page, name: string, speed: string): Promise<string> {
  const { count, length, act = '' } = FLOODS[name] as Flood;
  const protocol = await page.createCDPSession();
  await protocol.send('Performance.enable');
  const metric = async (wanted: string): Promise<number> => {
    await protocol.send('HeapProfiler.collectGarbage');
    const { metrics } = await protocol.send('Performance.getMetrics');
    return metrics.find((one) => one.name === wanted)?.value ?? NaN;
  };
  await page.goto(origin);
  await page.evaluate(`customElements.whenDefined('typewriter-stream')`);
  const before = await metric('JSHeapUsedSize');
  const categories = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
  await page.tracing.start({ categories });
  // Text, since the compiler's helpers for a function are not there in the page.
  const result = (await page.evaluate(`(async () => {
    const gaps = [];
    let last = performance.now();
    let goes = true;
    const frame = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (goes) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const element = document.createElement('typewriter-stream');
    element.speed = '${speed}';
    element.transport = 'fetch';
    element.src = '/?flood=' + encodeURIComponent('${name}');
    const start = performance.now();
    document.body.append(element);
    ${act}
    await element.finished;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    // Several frames more: what is shown last is drawn by then.
    await new Promise((resolve) => setTimeout(resolve, 500));
    goes = false;
    gaps.sort((a, b) => b - a);
    if (element.typedText.length !== ${count * length}) throw new Error('not all is there');
    return [
      seconds + ' s',
      gaps.length + ' frames',
      gaps.filter((gap) => gap > 100).length + ' over 100 ms',
      'longest ' + gaps.slice(0, 4).map(Math.round).join(', ') + ' ms',
    ].join(' · ');
  })()`)) as string;
  const times = frameTimes(await page.tracing.stop()).sort((a, b) => b - a);
  const cpu = [
    `${String(times.filter((time) => time > 100).length)} over 100 ms`,
    `${String(times.filter((time) => time > 50).length)} over 50 ms`,
    `longest ${times.slice(0, 4).map(Math.round).join(', ')} ms`,
  ];
  const held = (await metric('JSHeapUsedSize')) - before;
  return `${result} · of processor time: ${cpu.join(' · ')} · ${megabytes(held)} of heap · ${String(await metric('Nodes'))} nodes`;
}

try {
  for (const [name, { count, length }] of Object.entries(FLOODS)) {
    if (values.only && !name.includes(values.only)) continue;
    console.log(
      `\n${count.toLocaleString('en')} ${name}, ${megabytes(count * length)} of text, over fetch`,
    );
    for (const speed of values.speed.split(',')) {
      const page = await browser.newPage();
      console.log(`speed="${speed}": ${await measure(page, name, speed)}`);
      await page.close();
    }
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
