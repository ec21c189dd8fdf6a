import { demoServed } from '../demo-server/worker-client.js';
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../dist/custom-elements.json';

setCustomElementsManifest(manifest);

const preview: Preview = {
  // Every story has a page that documents it.
  tags: ['autodocs'],
  // On a host without the demo server a service worker tells the streams.
  loaders: [() => demoServed],
  parameters: {
    // An accessibility violation fails the story's test (scripts/test-stories.ts).
    a11y: { test: 'error' },
    options: {
      storySort: {
        order: [
          'Introduction',
          'Playground',
          'Markdown',
          'States',
          'Errors and retries',
          'Events',
          'Attributes',
          'Reading along',
          'Formats',
          'Cursor',
          'Streams',
          'Styling',
          'Looks',
          'Languages',
        ],
      },
    },
    backgrounds: {
      options: {
        light: { name: 'Light', value: '#ffffff' },
        dark: { name: 'Dark', value: '#16181d' },
      },
    },
  },
  initialGlobals: { backgrounds: { value: 'light' } },
};

export default preview;
