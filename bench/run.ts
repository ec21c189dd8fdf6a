// `npm run bench`: what the element costs, beside others. The first word says what is measured; each file says how.
//   npm run bench                      the same tokens to the element and to others (main.ts)
//   npm run bench -- markdown --only ours,floor
import { argv, exit } from 'node:process';

const files: Record<string, string> = {
  tokens: './main.js',
  faults: './faults/run.js',
  flood: './flood.js',
  growth: './growth.js',
  markdown: './markdown.js',
  memory: './memory.js',
  offstage: './offstage.js',
  pacing: './pacing/main.js',
  shift: './shift.js',
  viewers: './viewers.js',
};

const [, , first = ''] = argv;
const isOption = first === '' || first.startsWith('-');
const file = files[isOption ? 'tokens' : first];
if (!file) {
  console.error(`There is no bench "${first}": ${Object.keys(files).join(', ')}.`);
  exit(2);
}
// What follows is read by the bench itself.
if (!isOption) argv.splice(2, 1);
await import(file);
