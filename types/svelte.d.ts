/**
 * The tag in the markup of Svelte 5: `import 'typewriter-stream/svelte'`, in one file of the project.
 * Types only.
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { TypewriterStream, TypewriterStreamEventMap } from '../dist/element/index.js';
import type {
  HyphenatedAttributes,
  Listener,
  LowerCaseListeners,
  TypewriterStreamProperties,
} from './attributes.js';

/** In Svelte, null is as good as undefined. */
type Nullable<T> = { [Key in keyof T]: T[Key] | null };

/** `on:stream-typed`, as it is written without runes. */
type DirectiveListeners = {
  [Name in keyof TypewriterStreamEventMap as `on:${Name}`]?: Listener<Name> | undefined;
};

/** What `<typewriter-stream>` takes in Svelte's markup. */
export interface TypewriterStreamAttributes
  extends
    HTMLAttributes<TypewriterStream>,
    Nullable<TypewriterStreamProperties>,
    Nullable<HyphenatedAttributes>,
    Nullable<LowerCaseListeners>,
    Nullable<DirectiveListeners> {
  /**
   * Sends cookies to another origin, as on EventSource. Svelte would write false as
   * `with-credentials="false"`, which is true to HTML: use `withCredentials={…}` for a variable.
   */
  'with-credentials'?: true | '' | null | undefined;
}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'typewriter-stream': TypewriterStreamAttributes;
  }
}
