import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// The demo server stands for your own: /api/json here is /json there.
const proxy = {
  '/api': {
    target: process.env['DEMO_SERVER'] ?? 'http://127.0.0.1:8787',
    rewrite: (path: string) => path.replace(/^\/api/, ''),
  },
};

export default defineConfig({
  // region: setup
  plugins: [
    vue({
      // Without this Vue looks for a component of that name, and warns.
      template: { compilerOptions: { isCustomElement: (tag) => tag === 'typewriter-stream' } },
    }),
  ],
  // endregion
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
});
