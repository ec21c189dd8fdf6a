// The other entries, by the names that package.json gives them.
import { TypewriterStream, type Strings } from 'typewriter-stream';
import { StreamError, type StreamSource } from 'typewriter-stream/element.js';
import { registerFormat, type Delta, type Format } from 'typewriter-stream/formats.js';

registerFormat('mine', () => ({
  terminated: false,
  parse: ({ data }): Delta => ({ text: data }),
}));

// @ts-expect-error -- a format says whether its streams tell that they are over
export const incomplete: Format = { parse: () => null };

// @ts-expect-error -- the words of the element
export const words: Partial<Strings> = { hello: 'Hello' };

export const sources: StreamSource[] = [new Response('text'), new EventSource('/stream')];

// @ts-expect-error -- text is given by write()
sources.push(3);

export const isGone = (error: unknown) => error instanceof StreamError && error.status === 410;

export class Louder extends TypewriterStream {}
