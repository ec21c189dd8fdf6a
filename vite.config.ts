// The dev server of the demo page, and (it reads this file) Storybook's: both serve the demo server's streams. What is built with
// DEMO_WORKER=1 brings them along in a service worker, for hosts that only have files.
import { defineConfig } from 'vite';
import { demoServer, demoWorker } from './demo-server/vite-plugin.js';
import { pageContent } from './page/build/plugin.js';

export default defineConfig({
  plugins: [demoServer(), pageContent(), ...(process.env['DEMO_WORKER'] ? [demoWorker()] : [])],
  // Without `development`: Lit's build for it writes a warning to the console of every page.
  resolve: { conditions: ['module', 'browser'] },
  // The pages of examples/ are not part of this one.
  optimizeDeps: { entries: ['index.html'] },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
