import { TypewriterStream } from './element/typewriter-stream.js';

export * from './element/index.js';

// Several copies of the package may be on one page: the first one defines the element.
if (customElements.get('typewriter-stream')) {
  console.warn(
    'typewriter-stream: <typewriter-stream> is already defined on this page by another copy of ' +
      'the package. That copy is used; load the package once.',
  );
} else {
  customElements.define('typewriter-stream', TypewriterStream);
}

declare global {
  interface HTMLElementTagNameMap {
    'typewriter-stream': TypewriterStream;
  }
}
