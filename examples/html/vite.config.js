import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    host: '127.0.0.1',
    proxy: {
      // The demo server stands for your own: /api/json here is /json there.
      '/api': {
        target: process.env.DEMO_SERVER ?? 'http://127.0.0.1:8787',
        rewrite: (path) => path.replace(/^\/api/, ''),
      },
    },
  },
});
