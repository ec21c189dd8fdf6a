import type { DemoResponse } from './exchange.js';

/** How many items may go out in one go before other clients get their turn. */
const BATCH = 1000;

/**
 * Writes the items one by one, `interval` ms apart (0: as fast as the socket takes them), and then
 * calls `done`. It waits while the client reads slowly, and forgets everything when it leaves.
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
    // Somebody else may have ended the response in the meantime, /cut for one.
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

/** Does something after a while, unless the client has left by then. */
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
 * Breaks the connection as a failing network does, without the proper end of the body. What was
 * written before still arrives, so that tests can count on it.
 */
export function cut(response: DemoResponse): void {
  response.socket?.destroySoon();
}

function isOver(response: DemoResponse): boolean {
  return response.destroyed || response.writableEnded;
}
