/**
 * The tag in JSX, for React 19 or newer: `import 'typewriter-stream/react'`, in one file of the project.
 * Types only.
 */
import type { TypewriterStream } from '../dist/element/index.js';
import type { ClassAttributes, HTMLAttributes } from 'react';
import type {
  HyphenatedAttributes,
  LowerCaseListeners,
  TypewriterStreamProperties,
} from './attributes.js';

/** What `<typewriter-stream>` takes in JSX. */
export interface TypewriterStreamProps
  extends
    HTMLAttributes<TypewriterStream>,
    ClassAttributes<TypewriterStream>,
    TypewriterStreamProperties,
    HyphenatedAttributes,
    LowerCaseListeners {
  /** React 19 takes it on custom elements as HTML writes it. */
  class?: string | undefined;
  /** Sends cookies to another origin, as on EventSource. Default: false. */
  'with-credentials'?: boolean | undefined;
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'typewriter-stream': TypewriterStreamProps;
    }
  }
}
