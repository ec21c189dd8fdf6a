import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Stands between clients and a server, and takes away what a bad network takes away. */
export class Proxy {
  /** Drops what the server answers, while what is sent to it still arrives. */
  swallowsReplies = false;
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #dead = new Set<Socket>();
  readonly #server: Server;

  private constructor(port: number) {
    this.#server = createServer((client) => {
      this.connections++;
      const upstream = connect(port, '127.0.0.1');
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.#sockets.add(from);
        from.on('data', (chunk) => {
          if (this.#dead.has(from) || (from === upstream && this.swallowsReplies)) return;
          to.write(chunk);
        });
        from.on('error', () => {});
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
      }
    });
  }

  static async start(port: number): Promise<Proxy> {
    const proxy = new Proxy(port);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** From now on nothing comes through the connections that are open, and nobody is told. */
  deaden(which: (index: number) => boolean = () => true): void {
    // Two sockets a connection, in the order of the connections.
    [...this.#sockets].forEach((socket, index) => {
      if (which(Math.floor(index / 2))) this.#dead.add(socket);
    });
  }

  close(): void {
    this.#server.close();
    this.cut();
  }
}
