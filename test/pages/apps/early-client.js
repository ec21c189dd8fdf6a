/* global document */
// As in the README: the import, and what it is told in the same task.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import 'typewriter-stream';

const answer = document.querySelector('typewriter-stream');
answer.src = '/article?interval=0';
