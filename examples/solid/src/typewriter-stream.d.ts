// region: setup
import type { TypewriterStream, TypewriterStreamEventMap } from 'typewriter-stream';

/** What this app writes on the tag; each name is checked against the element. */
type Properties = Pick<
  TypewriterStream,
  'body' | 'controls' | 'format' | 'headers' | 'parse' | 'src'
>;
type Listeners = {
  [Name in keyof TypewriterStreamEventMap as `on:${Name}`]: (
    event: TypewriterStreamEventMap[Name],
  ) => void;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'typewriter-stream': HTMLAttributes<TypewriterStream> & Partial<Properties & Listeners>;
    }
  }
}
// endregion
