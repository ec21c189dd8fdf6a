// Serves the recorded answers of real providers (the folder in the variable RECORDINGS) to the browser tests, in pieces.
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** Nothing is served here, and nothing is known, when no folder was given. */
export const RECORDINGS_PATH = '/__recordings/';

const TYPES = { '.ndjson': 'application/x-ndjson', '.txt': 'text/plain' };

/** Small numbers that look random, the same for the same seed. */
function* numbers(seed) {
  for (let state = seed >>> 0; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 16;
  }
}

/**
 * Cuts bytes, also inside characters and line ends.
 * `whole`: not at all; `bytes-7`: every 7 bytes; `seed-42`: 1 to 600 at a time.
 */
export function cut(bytes, how) {
  const [kind, value] = how.split('-');
  if (kind === 'whole') return [bytes];
  const random = numbers(Number(value));
  const pieces = [];
  for (let start = 0; start < bytes.length;) {
    const size = kind === 'bytes' ? Number(value) : 1 + (random.next().value % 600);
    pieces.push(bytes.subarray(start, start + size));
    start += size;
  }
  return pieces;
}

/** @returns {import('@web/dev-server').Middleware} */
export function recordings(folder) {
  return async (context, next) => {
    if (!context.path.startsWith(RECORDINGS_PATH)) return next();
    context.respond = false;
    const { res: response } = context;
    const file = basename(context.path);
    try {
      const bytes = await readFile(join(folder, file));
      const isIndex = file === 'index.json';
      const type = context.query.type || TYPES[/\.\w+$/.exec(file)?.[0]] || 'text/event-stream';
      response.writeHead(200, {
        'Content-Type': isIndex ? 'application/json' : type,
        'Cache-Control': 'no-store',
      });
      for (const piece of cut(bytes, isIndex ? 'whole' : (context.query.cut ?? 'whole'))) {
        if (response.destroyed) return;
        response.write(piece);
        // A turn of the loop for each piece, or the socket would join them.
        await setImmediate();
      }
      response.end();
    } catch (error) {
      // An empty folder is a mistake, not a reason to test nothing.
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`RECORDINGS: ${error.message}`);
    }
  };
}
