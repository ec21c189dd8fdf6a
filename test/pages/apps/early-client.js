/* global document */
// As in the README: the import, and what it is told in the same task.
import 'typewriter-stream';

const answer = document.querySelector('typewriter-stream');
answer.src = '/article?interval=0';
