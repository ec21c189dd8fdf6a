/* global customElements */
// The class under a name of one's own.
import { TypewriterStream } from 'typewriter-stream/element.js';

customElements.define('my-stream', class MyStream extends TypewriterStream {});
