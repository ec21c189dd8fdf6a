import type { Plugin, PreviewServer, ViteDevServer } from 'vite';
import { createDemoHandler } from './handler.js';

/** Puts the scenarios into vite's own servers: `vite`, `vite preview`, Storybook. */
export function demoServer(): Plugin {
  const install = (server: ViteDevServer | PreviewServer): void => {
    const handler = createDemoHandler();
    server.middlewares.use(handler);
    server.httpServer?.once('close', () => void handler.close());
  };
  return { name: 'demo-server', configureServer: install, configurePreviewServer: install };
}
