import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../dist/custom-elements.json';

setCustomElementsManifest(manifest);

const preview: Preview = {
  // Every story has a page that documents it.
  tags: ['autodocs'],
  parameters: {
    // An accessibility violation fails the story's test (scripts/test-stories.ts).
    a11y: { test: 'error' },
    backgrounds: {
      options: {
        light: { name: 'Light', value: '#ffffff' },
        dark: { name: 'Dark', value: '#16181d' },
      },
    },
  },
  initialGlobals: { backgrounds: { value: 'light' } },
  decorators: [
    // Text inherits the page's colour: give the page one that suits its background.
    (story, { globals }) => {
      const background = globals['backgrounds'] as { value?: string } | undefined;
      const isDark = background?.value === 'dark';
      document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
      document.body.style.color = isDark ? '#f2f3f5' : '#16181d';
      return story();
    },
  ],
};

export default preview;
