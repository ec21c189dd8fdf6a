import type { DemoResponse } from './exchange.js';

/** Number of items written at once before other clients get their turn. */
const BATCH = 1000;

/**
 * Writes the items one by one, `interval` ms apart (0: as fast as the socket accepts them), and then calls `done`. Waits while
 * the client reads slowly, and stops when the client leaves.
 */
export function pace(
  response: DemoResponse,
  items: Iterable<string | Uint8Array>,
  interval: number,
  done: () => void = () => response.end(),
): void {
  if (isOver(response)) return;
  const iterator = items[Symbol.iterator]();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wait = (): void => {
    timer = setTimeout(send, interval);
  };
  const stop = (): void => {
    clearTimeout(timer);
    response.off('drain', wait);
    response.off('close', stop);
    iterator.return?.();
  };
  const send = (): void => {
    // The response may have been ended meanwhile, for example by /cut.
    if (isOver(response)) return stop();
    for (let sent = 0; sent < BATCH; sent += 1) {
      const next = iterator.next();
      if (next.done) {
        stop();
        done();
        return;
      }
      if (!response.write(next.value)) {
        response.once('drain', wait);
        return;
      }
      if (interval > 0) break;
    }
    wait();
  };

  response.on('close', stop);
  send();
}

/** Calls `action` after a delay, unless the client leaves before. */
export function later(response: DemoResponse, delay: number, action: () => void): void {
  if (isOver(response)) return;
  const stop = (): void => clearTimeout(timer);
  const timer = setTimeout(() => {
    response.off('close', stop);
    action();
  }, delay);
  response.on('close', stop);
}

/**
 * Breaks the connection like a failing network, without the proper end of the body. Bytes written before still arrive, so that
 * tests can rely on them.
 */
export function cut(response: DemoResponse): void {
  response.socket?.destroySoon();
}

function isOver(response: DemoResponse): boolean {
  return response.destroyed || response.writableEnded;
}
