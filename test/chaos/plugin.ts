// Starts the chaos servers when a test asks for them, and ends them with the run. Node only.
import type { TestRunnerPlugin } from '@web/test-runner';
import { startChaosServer, type ChaosServer } from './server.js';

/** A browser opens six connections to an origin, so several origins share the runs. */
const SERVERS = 16;
/** Runs in Chromium, and in each other engine. */
const RUNS = { chromium: 1_000, other: 300 };

/** `CHAOS_SEED` replays one run; otherwise there are `CHAOS_RUNS`, from the seed `CHAOS_BASE` on. */
const env = (name: string): number | undefined => Number(process.env[name]) || undefined;
const seed = env('CHAOS_SEED');

export function chaosPlugin(): TestRunnerPlugin {
  let servers: Promise<ChaosServer[]> | undefined;
  return {
    name: 'chaos',
    async serve(context) {
      if (context.path !== '/__chaos.json') return undefined;
      servers ??= Promise.all(Array.from({ length: SERVERS }, startChaosServer));
      const ports = (await servers).map(({ port }) => port);
      const { engine } = context.query;
      const first = seed ?? env('CHAOS_BASE') ?? 1;
      const runs = env('CHAOS_RUNS') ?? RUNS[engine === 'chromium' ? engine : 'other'];
      const last = seed ?? first + runs - 1;
      console.log(`chaos in ${String(engine)}: seeds ${String(first)} to ${String(last)}`);
      return { body: JSON.stringify({ ports, first, last }), type: 'application/json' };
    },
    async serverStop() {
      for (const server of (await servers) ?? []) server.close();
    },
  };
}
