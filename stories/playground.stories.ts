import type { Meta } from '@storybook/web-components-vite';
import { LYRIC } from '../demo-server/texts.js';
import { argTypes } from './arg-types.js';
import {
  about,
  demo,
  elementIn,
  expectTyped,
  render,
  source,
  stage,
  type Story,
  type StreamArgs,
} from './support.js';

const meta: Meta<StreamArgs> = {
  title: 'Playground',
  component: 'typewriter-stream',
  tags: ['autodocs'],
  decorators: [stage],
  parameters: {
    docs: {
      description: {
        component:
          'Every attribute in one place. The [Reference](?path=/docs/reference--docs) lists the rest.',
      },
      source,
    },
  },
  argTypes,
  render,
};

export default meta;

export const Playground: Story = {
  args: {
    src: demo('/article', { interval: 20 }),
    speed: 'auto',
    cursor: 'bar',
    paused: false,
    announce: 'status',
    loading: 'eager',
    transport: 'auto',
    reconnect: 'auto',
    'max-retries': 8,
  },
  parameters: about(
    'Change any attribute. Another `src` starts another stream; other changes apply to the text that comes next.',
  ),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), LYRIC);
  },
};
