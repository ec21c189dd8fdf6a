// Lit asks for this order: its support for hydration before anything that imports lit.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import 'typewriter-stream';
