// Starts what a real place has: a Redis, two nodes, and a balancer in front. Only the buttons "Cut" and "Kill" are special.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const port = Number(process.env.PORT ?? 8790);
const redisPort = port + 3;
const folder = mkdtempSync(join(tmpdir(), 'resumable-chat-'));
const children = new Set();

function run(command, args, env = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function listens(number) {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(number, '127.0.0.1');
    const isThere = await new Promise((resolve) => {
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    });
    socket.destroy();
    if (isThere) return;
    await wait(50);
  }
  throw new Error(`Nothing listens on port ${number}.`);
}

let redisUrl = process.env.REDIS_URL;
if (!redisUrl) {
  const place = ['--port', `${redisPort}`, '--bind', '127.0.0.1', '--dir', folder];
  run('redis-server', [...place, '--appendonly', 'yes']).once('error', () => {
    console.error(
      'There is no redis-server on the PATH. Install redis (or valkey), or name one that runs: REDIS_URL=redis://… npm start',
    );
    process.exit(1);
  });
  await listens(redisPort);
  redisUrl = `redis://127.0.0.1:${redisPort}`;
}

const nodes = ['A', 'B'].map((name, index) => ({ name, port: port + 1 + index, open: new Set() }));

function startNode(node) {
  node.child = run(process.execPath, ['server.js'], { PORT: `${node.port}`, REDIS_URL: redisUrl });
  node.child.once('exit', () => (node.child = undefined));
}

nodes.forEach(startNode);
await Promise.all(nodes.map((node) => listens(node.port)));

let turn = 0;
/** The next node that runs. */
function choose() {
  const running = nodes.filter(({ child }) => child);
  return running[turn++ % running.length];
}

/** The node that shows a stream just now. */
const showing = () => nodes.find(({ open }) => open.size > 0);

const buttons = {
  '/where': () => showing()?.name ?? '',
  '/cut': () => nodes.forEach(({ open }) => open.forEach((response) => response.destroy())),
  '/kill': () => {
    const node = showing();
    node?.child?.kill('SIGKILL');
    // As a process manager does.
    if (node) setTimeout(() => node.child ?? startNode(node), 5000);
    return node?.name;
  },
};

const balancer = createServer((request, response) => {
  const button = buttons[request.url];
  if (button) return response.end(button() ?? '');
  const node = choose();
  if (!node) return response.writeHead(502).end();
  const { method, url, headers } = request;
  const upstream = ask({
    host: '127.0.0.1',
    port: node.port,
    method,
    path: url,
    headers,
    agent: false,
  });
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    if (answer.headers['content-type']?.startsWith('text/event-stream')) node.open.add(response);
    answer.pipe(response);
    // A node that breaks off must not look like one that has said all.
    answer.on('error', () => response.destroy());
  });
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.on('close', () => {
    node.open.delete(response);
    upstream.destroy();
  });
  request.pipe(upstream);
});
balancer.listen(port, '127.0.0.1', () => console.log(`Two nodes behind http://127.0.0.1:${port}/`));

process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit());
