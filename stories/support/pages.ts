/** What the files of stories say of themselves. */
import type { Meta, Parameters } from '@storybook/web-components-vite';
import { argTypes } from '../arg-types.js';
import { render, type StreamArgs } from './element.js';
import { stage } from './stage.js';

/** How the source of a story is shown. */
export const source = {
  excludeDecorators: true,
  // The key is the stories' own affair.
  transform: (code: string): string => code.replaceAll(/(?:&amp;|[?&])key=[\w-]+/g, ''),
};

/** What a file of stories is about, and the controls that matter there; the Playground has all. */
export const page = (component: string, ...attributes: (keyof StreamArgs)[]): Parameters => ({
  controls: { include: attributes },
  docs: { description: { component }, controls: { include: attributes }, source },
});

/**
 * All that a file of stories needs besides its title. (Storybook drops the parameters of a meta
 * object that has a comment of its own.)
 */
export const pageOf = (
  component: string,
  ...attributes: (keyof StreamArgs)[]
): Omit<Meta<StreamArgs>, 'title'> => ({
  component: 'typewriter-stream',
  decorators: [stage],
  argTypes,
  parameters: page(component, ...attributes),
  render,
});

/** What a story is about, in its page of documentation. */
export const about = (story: string): Parameters => ({ docs: { description: { story } } });
