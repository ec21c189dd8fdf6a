import { fileURLToPath } from 'node:url';
import { build, type Plugin, type PreviewServer, type ViteDevServer } from 'vite';
import { createDemoHandler } from './handler.js';

/** Adds the scenarios to vite's own servers: `vite`, `vite preview`, Storybook. */
export function demoServer(): Plugin {
  const install = (server: ViteDevServer | PreviewServer): void => {
    const handler = createDemoHandler();
    server.middlewares.use(handler);
    server.httpServer?.once('close', () => void handler.close());
  };
  return { name: 'demo-server', configureServer: install, configurePreviewServer: install };
}

/** Adds the scenarios to a build, as a service worker beside the page. */
export function demoWorker(): Plugin {
  return {
    name: 'demo-worker',
    apply: 'build',
    config: () => ({ define: { DEMO_WORKER: 'true' } }),
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'demo-worker.js', source: await bundleWorker() });
    },
  };
}

async function bundleWorker(): Promise<string> {
  const input = fileURLToPath(new URL('worker.ts', import.meta.url));
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input, output: { format: 'iife', codeSplitting: false } },
    },
  });
  if (!('output' in result)) throw new Error('Vite built something else than one bundle.');
  return result.output[0].code;
}
