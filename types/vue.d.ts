/**
 * The tag in the templates of Vue 3: `import 'typewriter-stream/vue'`, in one file of the project.
 * Types only. vue-tsc reads `max-retries` as `maxRetries`, so each is named once.
 */
import type { HTMLAttributes, ReservedProps } from 'vue';
import type { TypewriterStream, TypewriterStreamEventMap } from '../dist/element/index.js';
import type { Listener, TypewriterStreamProperties } from './attributes.js';

/** `onStreamTyped` and so on: what Vue makes of `@stream-typed`. */
type CamelCaseListeners = {
  [
    Name in keyof TypewriterStreamEventMap as Name extends `stream-${infer What}`
      ? `onStream${Capitalize<What>}`
      : never
  ]?: Listener<Name> | undefined;
};

/** What `<typewriter-stream>` takes in a template. */
export interface TypewriterStreamProps
  extends
    HTMLAttributes,
    ReservedProps,
    Omit<TypewriterStreamProperties, 'withCredentials'>,
    CamelCaseListeners {
  /**
   * Sends cookies to another origin, as on EventSource. Bind it as `:withCredentials`: Vue would write
   * `:with-credentials="false"` as an attribute, and one that is there is true to HTML. Default: false.
   */
  withCredentials?: boolean | undefined;
}

declare module 'vue' {
  // Missing in Vue's own types: `<span slot="cursor">` is how the element's slots are filled.
  interface HTMLAttributes {
    slot?: string | undefined;
  }

  interface GlobalComponents {
    'typewriter-stream': new () => TypewriterStream & {
      /** @deprecated Only for checking templates; the element has no such property. */
      readonly $props: TypewriterStreamProps;
    };
  }
}
