/* global CustomElementRegistry, document */
// A registry of a shadow tree's own, as components use that must not depend on what a page defines.
import { TypewriterStream } from 'typewriter-stream/element.js';

const registry = new CustomElementRegistry();
registry.define('scoped-stream', class extends TypewriterStream {});
registry.define('typewriter-stream', TypewriterStream);

const host = document.body.appendChild(document.createElement('div'));
const root = host.attachShadow({ mode: 'open', customElementRegistry: registry });
globalThis.scoped = ['scoped-stream', 'typewriter-stream'].map((name) => {
  const element = document.createElement(name, { customElementRegistry: registry });
  element.src = '/article?interval=0';
  return root.appendChild(element);
});
