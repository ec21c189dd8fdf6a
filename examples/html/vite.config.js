import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    proxy: {
      // The demo server stands for your own: /api/article there is /article.
      '/api': {
        target: process.env.DEMO_SERVER ?? 'http://127.0.0.1:8787',
        rewrite: (path) => path.replace(/^\/api/, ''),
      },
    },
  },
});
