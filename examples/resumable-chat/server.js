// One node of the chat. It keeps nothing itself: kill it, and another node goes on from the same Redis.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { fromNodeRedis, RedisLog, Streams } from 'typewriter-stream/server';

const streams = new Streams({
  log: new RedisLog({ connection: fromNodeRedis(createClient({ url: process.env.REDIS_URL })) }),
  // Short, so that you see in five seconds what becomes of an answer whose own node was killed.
  lease: 5000,
});

const words =
  `You asked, and this node asked a model. What the model says goes into a log in Redis, word by word, each
with a number. Your page has a place in that log and nothing more. Cut its connection: it comes back with the number of its
last word and goes on behind it. Kill the node that shows you this: the other one reads the same log. Reload: the page asks
for the same address, and what was said before is there at once. Only when you kill the node that asked the model, the
answer cannot go on, and after a few seconds the log says so. Nothing is lost in silence, and nothing comes twice. `
    .repeat(3)
    .match(/\S+\s+/g);

/** Yours calls a provider here: `await writer.pipe(answer.body)`, and `format="openai"` in the page. */
async function answer(writer) {
  for (const word of words) {
    await writer.write(word.replace('\n', ' '));
    await wait(60, undefined, { signal: writer.signal });
  }
}

const page = fileURLToPath(new URL('index.html', import.meta.url));
const script = fileURLToPath(import.meta.resolve('typewriter-stream/typewriter-stream.min.js'));

async function handle(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const id = /^\/chat\/([^/]+)$/.exec(pathname)?.[1];
  const route = `${request.method} ${id ? '/chat/:id' : pathname}`;

  // Your own check of who asks belongs here: an id is a name, not a key.
  if (route === 'POST /chat') response.end(JSON.stringify({ id: await streams.start(answer) }));
  else if (route === 'GET /chat/:id') await streams.serve(request, response, id);
  else if (route === 'DELETE /chat/:id')
    response.writeHead((await streams.cancel(id)) ? 204 : 409).end();
  else if (route === 'GET /') await send(response, page, 'text/html');
  else if (route === 'GET /typewriter-stream.min.js')
    await send(response, script, 'text/javascript');
  else response.writeHead(404).end();
}

async function send(response, file, type) {
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(await readFile(file));
}

createServer((request, response) => {
  handle(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(503, { 'Retry-After': '1' });
    response.end();
  });
}).listen(process.env.PORT, '127.0.0.1');

process.once('SIGTERM', () => streams.close().finally(() => process.exit()));
