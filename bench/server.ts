import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { prose } from '../demo-server/texts.js';
import { END } from './contender.js';

/** Tokens as a model sends them: 2 to 7 characters, a paragraph every few sentences. */
export function tokens(count: number): string[] {
  const text = prose(count * 5);
  const result: string[] = [];
  for (let start = 0; result.length < count;) {
    const size = 2 + ((result.length * 7) % 6);
    result.push(text.slice(start, start + size));
    start += size;
  }
  return result;
}

const event = (data: string): string =>
  `${data
    .split('\n')
    .map((line) => `data: ${line}`)
    .join('\n')}\n\n`;

const STYLE = `
  body { margin: 0; font: 16px/1.5 sans-serif; }
  #scroller { height: 700px; overflow-y: auto; }
  #columns { display: grid; gap: 8px; grid-template-columns: repeat(5, 1fr); }
  .container { width: 680px; max-width: 100%; white-space: pre-wrap; }
`;

/** The same token for those who take nothing but JSON. */
const jsonEvent = (text: string): string => event(JSON.stringify({ text }));

/** Serves the page of each contender, its bundle, and the stream. */
export async function serve(bundles: ReadonlyMap<string, string>): Promise<Server> {
  const bodies = new Map<string, string>();
  const body = (count: number, json: boolean): string => {
    const key = `${count} ${json}`;
    const known =
      bodies.get(key) ??
      tokens(count)
        .map(json ? jsonEvent : event)
        .join('') + event(END);
    bodies.set(key, known);
    return known;
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const name = url.searchParams.get('name') ?? '';
    if (url.pathname === '/stream') {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'Access-Control-Allow-Origin': '*',
      });
      const count = Number(url.searchParams.get('tokens'));
      const rate = Number(url.searchParams.get('rate') ?? 0);
      const json = url.searchParams.has('json');
      if (rate === 0) {
        response.end(body(count, json));
        return;
      }
      const events = tokens(count).map(json ? jsonEvent : event);
      const start = performance.now();
      let sent = 0;
      const timer = setInterval(() => {
        const due = Math.min(count, Math.floor(((performance.now() - start) / 1000) * rate));
        if (due > sent) response.write(events.slice(sent, due).join(''));
        sent = due;
        if (sent === count) response.end(event(END));
      }, 20);
      response.on('close', () => clearInterval(timer));
    } else if (url.pathname === '/bundle') {
      response.writeHead(200, { 'Content-Type': 'text/javascript' });
      response.end(bundles.get(name));
    } else {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<div id="scroller"><div id="columns"></div></div>
<script type="module">
import * as contender from '/bundle?name=${encodeURIComponent(name)}';
import { install } from '/bundle?name=harness';
install(contender);
</script>`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
