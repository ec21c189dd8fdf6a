// Starts the chaos proxies when a test asks for them, and ends them with the run. Node only.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestRunnerPlugin } from '@web/test-runner';
import { createDemoHandler } from '../../demo-server/handler.js';
import { startChaosProxy, type ChaosProxy } from './proxy.js';

/** A browser opens six connections to an origin, so several origins share the runs. */
const PROXIES = 6;

/** `CHAOS_SEED` replays one run; `CHAOS_RUNS` says how many there are otherwise, from seed 1 on. */
const settings = {
  seed: Number(process.env['CHAOS_SEED']) || undefined,
  runs: Number(process.env['CHAOS_RUNS']) || 60,
};

export function chaosPlugin(): TestRunnerPlugin {
  const demo = createDemoHandler();
  let server: Server | undefined;
  let proxies: Promise<ChaosProxy[]> | undefined;

  async function start(): Promise<ChaosProxy[]> {
    const started = createServer((request, response) => {
      demo(request, response);
    });
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const { port } = started.address() as AddressInfo;
    return Promise.all(Array.from({ length: PROXIES }, () => startChaosProxy(port)));
  }

  return {
    name: 'chaos',
    async serve(context) {
      if (context.path !== '/__chaos.json') return undefined;
      const ports = (await (proxies ??= start())).map(({ port }) => port);
      return { body: JSON.stringify({ ports, ...settings }), type: 'application/json' };
    },
    async serverStop() {
      for (const proxy of (await proxies) ?? []) proxy.close();
      demo.close();
      server?.close();
      server?.closeAllConnections();
    },
  };
}
