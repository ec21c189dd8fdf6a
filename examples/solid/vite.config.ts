import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

// The demo server stands for your own: /api/json here is /json there.
const proxy = {
  '/api': {
    target: process.env['DEMO_SERVER'] ?? 'http://127.0.0.1:8787',
    rewrite: (path: string) => path.replace(/^\/api/, ''),
  },
};

export default defineConfig({
  plugins: [solid()],
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
});
