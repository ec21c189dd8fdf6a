// The dev server of the demo page, and (it reads this file) Storybook's: both serve the demo server's streams.
import { defineConfig } from 'vite';
import { demoServer } from './demo-server/vite-plugin.js';
import { pageContent } from './page/build/plugin.js';

export default defineConfig({
  plugins: [demoServer(), pageContent()],
  // Without `development`: Lit's build for it writes a warning to the console of every page.
  resolve: { conditions: ['module', 'browser'] },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
