import type { Preview } from '@storybook/web-components-vite';
import { demoServed } from '../demo-server/worker-client.js';
import { ownTheme, prefersDark } from './theme.js';

const preview: Preview = {
  // Every story has a page that documents it.
  tags: ['autodocs'],
  // On a host without the demo server a service worker tells the streams.
  loaders: [() => demoServed],
  parameters: {
    // An accessibility violation fails the story's test (scripts/test-stories.ts).
    a11y: { test: 'error' },
    docs: { theme: ownTheme, toc: { headingSelector: 'h2, h3' } },
    options: {
      storySort: {
        order: [
          'Introduction',
          'Getting started',
          'Playground',
          'Reference',
          'Guides',
          [
            'A chat page',
            'Servers',
            'Formats',
            'Markdown',
            'Resumable answers',
            'A chat page',
            'Accessibility',
            'Frameworks',
            'Server rendering',
            'Performance',
            'Faults',
            'Troubleshooting',
            'Examples',
          ],
          'Attributes',
          ['Request', 'Messages', 'Retries', 'Typing', 'Reading'],
          'States',
          'Events',
          'Errors and retries',
          'Formats',
          'Streams',
          'Markdown',
          'Reading along',
          'Styling',
          'Slots',
          'Cursor',
          'Looks',
          'Languages',
          'Stress',
        ],
      },
    },
    backgrounds: {
      options: {
        light: { name: 'Light', value: '#ffffff' },
        dark: { name: 'Dark', value: '#131c19' },
      },
    },
  },
  initialGlobals: { backgrounds: { value: prefersDark ? 'dark' : 'light' } },
};

export default preview;
