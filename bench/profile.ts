// `node --import tsx bench/profile.ts ours-fetch-instant 100000`: where the main thread's time goes.
import { chromium } from '../scripts/browsers.mjs';
import { bundles } from './bundle.js';
import { Browser } from './cdp.js';
import { portOf, serve } from './server.js';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const [name = 'ours-fetch-instant', count = '100000'] = process.argv.slice(2);
const found = await chromium();
const built = await bundles([name], false);
const server = await serve(built);
const browser = new Browser(found?.executablePath ?? '', found?.args ?? []);
const page = await browser.open();
await page.go(`http://127.0.0.1:${portOf(server)}/page?name=${name}`, 'globalThis.showStreams');
await page.send('Profiler.enable');
await page.send('Profiler.setSamplingInterval', { interval: 50 });
await page.send('Profiler.start');
await page.evaluate(`showStreams(['/stream?tokens=${count}'])`);
const { profile } = await page.send<{ profile: Profile }>('Profiler.stop');
const self = new Map<string, number>();
const names = new Map(
  profile.nodes.map(({ id, callFrame: { functionName, lineNumber } }) => [
    id,
    `${functionName || '(anonymous)'}:${lineNumber}`,
  ]),
);
profile.samples.forEach((id, index) => {
  const key = names.get(id) ?? '';
  self.set(key, (self.get(key) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
});
console.table(
  Object.fromEntries(
    [...self]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 30)
      .map(([key, ms]) => [key, { 'self ms': Math.round(ms * 10) / 10 }]),
  ),
);
await browser.close();
server.closeAllConnections();
server.close();
