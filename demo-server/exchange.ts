/**
 * The parts of Node's request and response that the scenarios use. Node's own objects fit unchanged; in a service worker
 * `worker-exchange.ts` implements the same. So no module that a scenario imports may need Node.
 */
import type { OutgoingHttpHeaders } from 'node:http';

export interface DemoRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
}

export interface DemoResponse {
  readonly req: { readonly method?: string | undefined };
  readonly socket: DemoSocket | null;
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  writeHead(status: number, headers?: OutgoingHttpHeaders): { end(): unknown };
  flushHeaders(): void;
  /** Returns false if the client reads slowly; then `drain` fires when there is room again. */
  write(chunk: string | Uint8Array): boolean;
  end(chunk?: string): unknown;
  /** Breaks the connection at once. */
  destroy(): unknown;
  on(event: 'close' | 'drain', listener: () => void): unknown;
  once(event: 'close' | 'drain', listener: () => void): unknown;
  off(event: 'close' | 'drain', listener: () => void): unknown;
}

export interface DemoSocket {
  destroy(): unknown;
  /** Breaks the connection once everything is written. */
  destroySoon(): unknown;
}
