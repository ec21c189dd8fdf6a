/**
 * The tag in JSX of Solid 1.9 or newer: `import 'typewriter-stream/solid'`, in one file of the project.
 * Types only.
 */
import type { JSX } from 'solid-js';
import type { TypewriterStream, TypewriterStreamEventMap } from '../dist/element/index.js';
import type { HyphenatedAttributes, Listener, TypewriterStreamProperties } from './attributes.js';

/** Solid writes a name on a custom element in lower case: `maxRetries` would become `maxretries`. */
type LowerCaseProperties = {
  [
    Name in keyof TypewriterStreamProperties as Name extends Lowercase<Name> ? Name : never
  ]: TypewriterStreamProperties[Name];
};

/** What is true or false in HTML. */
type BooleanAttribute = 'with-credentials' | 'fade' | 'follow' | 'paused' | 'controls';

/** What can be written in HTML, too. */
type TextAttribute = Exclude<
  keyof (LowerCaseProperties & HyphenatedAttributes),
  BooleanAttribute | 'headers' | 'body' | 'fetch' | 'parse' | 'highlight' | 'links' | 'strings'
>;

/** `prop:maxRetries`: the property, by its own name. */
type Properties = {
  [Name in keyof TypewriterStreamProperties as `prop:${Name}`]: TypewriterStreamProperties[Name];
};

/** `attr:max-retries`: the attribute, always as text. */
type Attributes = {
  [Name in TextAttribute as `attr:${Name}`]?: Extract<
    (LowerCaseProperties & HyphenatedAttributes)[Name],
    string | number | undefined
  >;
};

/** `bool:paused`: the attribute is there, or is not. */
type BooleanAttributes = { [Name in BooleanAttribute as `bool:${Name}`]?: boolean | undefined };

/** `on:stream-typed`, also with the options of `addEventListener()`. */
type Listeners = {
  [Name in keyof TypewriterStreamEventMap as `on:${Name}`]?:
    Listener<Name> | (AddEventListenerOptions & { handleEvent: Listener<Name> }) | undefined;
};

/** What `<typewriter-stream>` takes in Solid's JSX. */
export interface TypewriterStreamProps
  extends
    Omit<JSX.HTMLAttributes<TypewriterStream>, keyof LowerCaseProperties>,
    LowerCaseProperties,
    HyphenatedAttributes,
    Properties,
    Attributes,
    BooleanAttributes,
    Listeners {
  /** Sends cookies to another origin, as on EventSource. Default: false. */
  'with-credentials'?: boolean | undefined;
  /** With Markdown: gives a node to show in place of a block of code or a formula, or null. */
  'render-block'?: TypewriterStreamProperties['renderBlock'];
}

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'typewriter-stream': TypewriterStreamProps;
    }
  }
}
