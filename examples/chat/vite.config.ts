import { defineConfig, type Connect, type Plugin } from 'vite';
import { chat } from './server.ts';

// Yours mounts it in its own server: `app.use('/api/chat', chat)`.
const mount = ({ middlewares }: { middlewares: Connect.Server }) =>
  void middlewares.use('/api/chat', chat);
const api: Plugin = { name: 'api', configureServer: mount, configurePreviewServer: mount };

export default defineConfig({
  plugins: [api],
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
