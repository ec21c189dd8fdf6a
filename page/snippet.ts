import { byId, span } from './dom.js';
import type { Playground } from './playground.js';
import type { Attributes } from './settings.js';

const SCRIPT: Attributes = [
  ['type', 'module'],
  ['src', 'dist/typewriter-stream.min.js'],
];

/** Shows the minimal HTML for the element on the stage. */
export function mountSnippet(playground: Playground): { readonly text: string } {
  const code = byId('snippet', HTMLElement);
  playground.watch(({ src, attributes, body }) => {
    const lines =
      body === undefined
        ? [tag('typewriter-stream', [['src', src], ...attributes])]
        : [tag('typewriter-stream', [['id', 'answer'], ...attributes]), ...script(src, body)];
    code.replaceChildren(tag('script', SCRIPT), ...lines.flatMap((line) => ['\n', line]));
  });
  return {
    get text() {
      return code.textContent;
    },
  };
}

/** The body is a property, so a script sets it. `src` is set last, since it starts the stream. */
function script(src: string, body: unknown): HTMLElement[] {
  const end = span('line', '');
  end.append(span('tag', '</script>'));
  const begin = span('line', '');
  begin.append(span('tag', '<script'), ' type=', span('value', '"module"'), span('tag', '>'));
  return [
    begin,
    span('line', `  const answer = document.querySelector('#answer');`),
    span('line', `  answer.body = ${JSON.stringify(body)};`),
    span('line', `  answer.src = '${src}';`),
    end,
  ];
}

function tag(name: string, attributes: Attributes): HTMLElement {
  const element = span('line', '');
  element.append(span('tag', `<${name}`));
  for (const [attribute, value] of attributes) {
    element.append(` ${attribute}`);
    if (value !== '') element.append('=', span('value', `"${escape(value)}"`));
  }
  element.append(span('tag', `></${name}>`));
  return element;
}

const escape = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
