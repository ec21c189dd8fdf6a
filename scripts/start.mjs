// `npm start`: the demo page (index.html) and the demo server in one. PORT chooses the port; if it is taken, the next free port
// is used.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const server = await createServer({
  root: fileURLToPath(new URL('..', import.meta.url)),
  logLevel: 'warn',
  server: { port: Number(process.env.PORT) || 5173 },
});
await server.listen();
console.log(`typewriter-stream demo: ${server.resolvedUrls.local[0]}`);

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  // Streams may be open for minutes, so the wait is limited.
  setTimeout(() => process.exit(), 1000).unref();
  await server.close();
  process.exit();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
