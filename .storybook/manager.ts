import { addons } from 'storybook/manager-api';
import { ownTheme } from './theme.js';

// Without roots, the groups stand in the sidebar in the order of preview.ts.
addons.setConfig({ theme: ownTheme, sidebar: { showRoots: false } });
