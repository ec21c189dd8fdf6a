// Records when the chunks of a real response of the demo server arrive, through HTTP:
//   node --import tsx bench/pacing/record.ts        (the result stands in recorded.ts)
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createParser } from 'eventsource-parser';
import { createDemoHandler } from '../../demo-server/handler.js';

const handler = createDemoHandler();
const server = createServer((request, response) => handler(request, response));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const response = await fetch(`http://127.0.0.1:${port}/burst?size=150&interval=550`);
const arrivals: [time: number, size: number][] = [];
let start: number | undefined;
const parser = createParser({
  onEvent({ data }) {
    if (data === 'end') return;
    const now = performance.now();
    start ??= now;
    const time = Math.round((now - start) * 10) / 10;
    const last = arrivals.at(-1);
    if (last?.[0] === time) last[1] += data.length;
    else arrivals.push([time, data.length]);
  },
});
const decoder = new TextDecoder();
for await (const chunk of response.body!) parser.feed(decoder.decode(chunk, { stream: true }));
handler.close();
server.close();
console.log(JSON.stringify(arrivals));
