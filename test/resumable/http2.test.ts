/** Node's own HTTP/2 server: its request and response have most of the methods of HTTP/1.1. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type ClientHttp2Session, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Streams } from '../../server/index.js';
import { pause } from './support/exact.js';
import { quiet, talk } from './support/node.js';

describe('Over HTTP/2, a stream', () => {
  let streams: Streams;
  let server: Http2Server;
  let client: ClientHttp2Session;
  /** Bytes that wait in the server for a viewer. */
  let waiting = 0;

  beforeEach(async () => {
    streams = new Streams({ logger: quiet });
    server = createServer((request, response) => {
      void streams.serve(request, response, request.url.slice(1));
      const write = response.write.bind(response);
      response.write = (chunk: Uint8Array) => {
        const hasRoom = write(chunk);
        waiting = Math.max(waiting, response.stream.writableLength);
        return hasRoom;
      };
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  afterEach(async () => {
    client.destroy();
    server.close();
    await streams.close();
  });

  const ask = (id: string, lastEventId = '') => {
    const viewer = client.request({ ':path': `/${id}`, 'last-event-id': lastEventId });
    viewer.setEncoding('utf8').on('error', () => {});
    return viewer;
  };
  const all = async (viewer: AsyncIterable<unknown>): Promise<string> => {
    let text = '';
    for await (const chunk of viewer) text += String(chunk);
    return text;
  };

  it('is told to its end, from the beginning or from an id on, and has then no content', async () => {
    const id = await streams.start((writer) => talk(writer, 5, 1));
    assert.match(await all(ask(id)), /id: 1\n[^]*id: 5\n[^]*event: end\n/);
    assert.doesNotMatch(await all(ask(id, '3')), /id: 3\n/);
    const [{ ':status': status }] = (await once(ask(id, '6').resume(), 'response')) as [
      { ':status': number },
    ];
    assert.equal(status, 204);
  });

  it('waits for a viewer who reads slowly, in the log and not in the memory of the connection', async () => {
    const id = await streams.start(async (writer) => {
      for (let index = 0; index < 100; index++) await writer.write('x'.repeat(50_000));
    });
    const viewer = ask(id).pause();
    await once(viewer, 'response');
    await all(ask(id));
    assert.ok(waiting < 1_000_000, `${waiting} bytes wait`);
    assert.equal((await all(viewer)).match(/x/g)?.length, 5_000_000);
  });

  it('breaks off when the process ends, and is left by a viewer who goes', async () => {
    let signal!: AbortSignal;
    const id = await streams.start(async (writer) => {
      signal = writer.signal;
      for (let index = 0; !signal.aborted; index++) {
        writer.write('word ');
        await pause(5);
      }
    });
    const [gone, stayed] = [ask(id), ask(id)];
    await Promise.all([once(gone, 'data'), once(stayed, 'data')]);
    gone.close();
    await once(gone, 'close');
    const closed = once(stayed, 'close');
    await streams.close();
    await closed;
    assert.equal(signal.aborted, true);
  });
});
