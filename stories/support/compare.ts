/** Stories that show what one attribute changes: the same element twice, with one value each. */
import type { TypewriterStream } from '../../src/element/index.js';
import { stream, type Options, type Story, type StreamArgs } from './element.js';
import { about } from './pages.js';
import { pairIn } from './plays.js';
import { grid } from './stage.js';

interface Comparison<Name extends keyof StreamArgs> {
  /** What the attribute changes, and why. */
  about: string;
  /** What both have. */
  args?: StreamArgs;
  /** `undefined`: without the attribute. */
  values: readonly [StreamArgs[Name] | undefined, StreamArgs[Name] | undefined];
  /** What stands above each, where the attribute does not say it. */
  labels?: readonly [string, string];
  options?: Options;
  /** It does not end by itself. */
  openEnded?: boolean;
  play: (first: TypewriterStream, second: TypewriterStream) => Promise<void>;
}

export function compare<Name extends keyof StreamArgs>(
  name: Name,
  comparison: Comparison<Name>,
): Story {
  const { about: text, args = {}, values, labels, options = {}, openEnded = false } = comparison;
  return {
    parameters: { ...about(text), controls: { disable: true }, openEnded, replay: true },
    render: (_args, context) =>
      grid(
        ...values.map((value, index) => {
          const own = value === undefined ? args : { ...args, [name]: value };
          const suffix = index === 0 ? '-a' : '-b';
          return [
            labels?.[index] ?? label(name, value),
            stream(own, context, { ...options, suffix }),
          ] as const;
        }),
      ),
    play: ({ canvasElement }) => comparison.play(...pairIn(canvasElement)),
  };
}

/** As it is written in HTML. */
function label(name: string, value: unknown): string {
  if (value === undefined || value === false) return `without ${name}`;
  if (value === true) return name;
  return `${name}="${value as string | number}"`;
}
