/** What is drawn: pages around the element, each by its name. */
import { readFileSync, readdirSync } from 'node:fs';
import { ELEMENT } from '../pages/support/rendered.js';

export interface Scene {
  readonly name: string;
  readonly body: string;
  readonly style?: string;
  readonly width: number;
  /** Runs in the page; resolves when the picture can be taken. */
  readonly script: string;
}

export const SCHEMES = ['light', 'dark'] as const;

const MARKDOWN = `# On streams

A stream is *text* that **has not finished** arriving. See [the page](#streams) or \`src\`.

> What is late is not lost.

- one drop
- another

\`\`\`js
const river = drops.join('');
\`\`\`

| Name  | Drops |
| ----- | ----- |
| brook | 1000  |
`;

const ANSWER = `${MARKDOWN}
1. first
   - [x] done
   - [ ] to do

---

![A picture](picture.png) and ~~deleted~~ words, with a note.[^1]

[^1]: The note itself.
`;

const give = (text: string, element = ELEMENT): string =>
  `${element}.write(${JSON.stringify(text)}); ${element}.end(); await ${element}.finished;`;

const folder = new URL('../../looks/', import.meta.url);
const looks = readdirSync(folder).filter((file) => file.endsWith('.css'));

const lookScene = (file: string): Scene => {
  const name = file.replace('.css', '');
  return {
    name: `look-${name}`,
    style: readFileSync(new URL(file, folder), 'utf8'),
    body: `<typewriter-stream class="tw-${name}" markup="markdown"></typewriter-stream>`,
    width: 420,
    script: give(MARKDOWN),
  };
};

/** Each state by its name, the tag's attributes, and what is done with the element. */
const STATES: readonly (readonly [name: string, attributes: string, script?: string])[] = [
  ['placeholder', ''],
  ['streaming', '', `element.write('The cursor stands after the last wor');`],
  ['done', '', `element.write('The cursor has gone.'); element.end();`],
  ['stopped', '', `element.write('It was stopped in the middle of'); element.stop();`],
  ['retrying', 'src="/error?status=429&retryAfter=100"'],
  ['error', 'src="/error?status=503&message=Closed for lunch." max-retries="0"'],
  ['error without a button', 'src="/error?status=404"'],
  ['controls', 'controls', `element.write('The buttons are below.');`],
  ['block', 'cursor="block"', `element.write('A block');`],
  ['underscore', 'cursor="underscore"', `element.write('An underscore');`],
];

const statesScene: Scene = {
  name: 'states',
  width: 640,
  style: `main { display: grid; grid-template-columns: 1fr 1fr; gap: 1.25em }
    section p { margin: 0 0 0.25em; font-size: 0.75em; opacity: 0.75 }`,
  body: STATES.map(
    ([name, attributes]) =>
      `<section><p>${name}</p><typewriter-stream data-name="${name}" ${attributes}>Nothing has come yet.</typewriter-stream></section>`,
  ).join(''),
  script: `
    const named = (name) => document.querySelector('[data-name="' + name + '"]');
    // The seconds until the next attempt are another number in each picture.
    named('retrying').strings = { retryIn: 'Trying again soon.' };
    ${STATES.map(([name, , script]) => (script ? `{ const element = named('${name}'); ${script} }` : '')).join('\n')}
    await until(() => named('retrying').state === 'retrying');
    // The last letter is held back for a moment, since an accent may follow.
    await until(() => [...document.querySelectorAll('typewriter-stream')].every(
      (element) => element.typedText === element.text));
    await until(() => named('error').state === 'error' && named('error without a button').state === 'error');`,
};

const markdownScene: Scene = {
  name: 'markdown',
  width: 480,
  body: '<typewriter-stream markup="markdown" controls></typewriter-stream>',
  script: give(ANSWER),
};

export const scenes: readonly [Scene, ...Scene[]] = [
  statesScene,
  markdownScene,
  ...looks.map(lookScene),
];

/** The page of a scene. Nothing moves in it, and the scheme is the browser's. */
export const pageOf = ({ body, style = '' }: Scene): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A picture</title><style>
:root { color-scheme: light dark; font: 16px/1.5 sans-serif }
body { margin: 0; padding: 16px; background: Canvas; color: CanvasText }
${style}
</style><script type="module" src="/element.js"></script></head><body><main>${body}</main></body></html>`;

/** Runs a scene's script once the element is there, and waits until it was drawn. */
export const play = ({ script }: Scene): string => `(async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const until = async (isSo) => { while (!isSo()) await frame(); };
  await customElements.whenDefined('typewriter-stream');
  await until(() => document.querySelector('typewriter-stream').hasUpdated);
  ${script}
  await document.fonts.ready;
  for (let frames = 0; frames < 5; frames++) await frame();
})()`;
