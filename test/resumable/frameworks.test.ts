import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { Streams } from '../../server/index.js';
import { isExact } from './support/exact.js';
import { quiet, talk } from './support/node.js';
import { Viewer } from './support/viewer.js';

const WORDS = 60;

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What an adapter of a framework of web requests does on Node. */
function onNode(handle: (request: Request) => Response | Promise<Response>): Server {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const abort = new AbortController();
    outgoing.on('close', () => abort.abort());
    const headers = Object.entries(incoming.headers) as [string, string][];
    const { method = 'GET' } = incoming;
    const url = `http://localhost${incoming.url}`;
    const response = await handle(new Request(url, { method, headers, signal: abort.signal }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return void outgoing.end();
    const body = Readable.fromWeb(response.body as never);
    body.on('error', () => outgoing.destroy());
    outgoing.on('close', () => body.destroy());
    body.pipe(outgoing);
  };
  return createServer((incoming, outgoing) => void answer(incoming, outgoing));
}

const frameworks: Record<string, (streams: Streams) => Promise<[url: string, close: () => void]>> =
  {
    'node:http': async (streams) => {
      const server = createServer((request, response) => {
        void streams.serve(request, response, request.url?.split(/[/?]/).at(2) ?? '');
      });
      return [await listen(server), () => server.close()];
    },
    Express: async (streams) => {
      const app = express();
      app.use((_request, response, next) => {
        response.setHeader('X-From-App', 'yes');
        next();
      });
      app.get('/chat/:id', (request, response) =>
        streams.serve(request, response, request.params.id),
      );
      app.delete('/chat/:id', async (request, response) => {
        response.sendStatus((await streams.cancel(request.params.id)) ? 204 : 409);
      });
      const server = createServer(app);
      return [await listen(server), () => server.close()];
    },
    Fastify: async (streams) => {
      const app = fastify();
      app.get<{ Params: { id: string } }>('/chat/:id', async (request, reply) => {
        reply.hijack();
        await streams.serve(request.raw, reply.raw, request.params.id);
      });
      return [await app.listen({ port: 0, host: '127.0.0.1' }), () => void app.close()];
    },
    Hono: async (streams) => {
      const app = new Hono();
      app.get('/chat/:id', (context) => streams.respond(context.req.raw, context.req.param('id')));
      const server = onNode((request) => app.fetch(request));
      return [await listen(server), () => server.close()];
    },
    'a web Response': async (streams) => {
      const server = onNode((request) =>
        streams.respond(request, new URL(request.url).pathname.split('/')[2] ?? ''),
      );
      return [await listen(server), () => server.close()];
    },
  };

describe('A stream through', () => {
  for (const [name, serve] of Object.entries(frameworks)) {
    it(`${name} is exact, though connections are cut`, async () => {
      const streams = new Streams({ logger: quiet });
      const [url, close] = await serve(streams);
      const id = await streams.start((writer) => talk(writer, WORDS, 4));
      const viewers = Array.from({ length: 5 }, () => new Viewer(`${url}/chat/${id}`));
      for (const count of [10, 25, 40]) {
        await viewers[0]!.heard(count);
        for (const viewer of viewers) viewer.cut();
      }
      await isExact(viewers, WORDS);
      assert.equal((await fetch(`${url}/chat/unknown`)).status, 404);
      const headers = { 'Last-Event-ID': String(WORDS + 1) };
      assert.equal((await fetch(`${url}/chat/${id}`, { headers })).status, 204);
      await streams.close();
      close();
    });
  }

  it('Express keeps the headers of the app, and cancels', async () => {
    const streams = new Streams({ logger: quiet });
    const [url, close] = await frameworks['Express']!(streams);
    const id = await streams.start(() => new Promise(() => {}));
    const response = await fetch(`${url}/chat/${id}`);
    assert.equal(response.headers.get('x-from-app'), 'yes');
    assert.equal((await fetch(`${url}/chat/${id}`, { method: 'DELETE' })).status, 204);
    assert.match(await response.text(), /event: end\nid: 1\ndata: cancelled/);
    assert.equal((await fetch(`${url}/chat/${id}`, { method: 'DELETE' })).status, 409);
    await streams.close();
    close();
  });
});
