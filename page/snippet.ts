import { byId, span } from './dom.js';
import type { Subject } from './playground.js';

type Attributes = readonly (readonly [name: string, value?: string])[];

const DEFAULTS: Readonly<Record<string, string>> = {
  format: 'text',
  markup: 'none',
  speed: 'auto',
  by: 'grapheme',
  cursor: 'bar',
};
const SWITCHES: readonly string[] = ['fade', 'follow', 'controls'];
const SCRIPT: Attributes = [
  ['type', 'module'],
  ['src', 'dist/typewriter-stream.min.js'],
];

/** The minimal HTML for what is on the stage. It reflects the stage's attributes. */
export function mountSnippet(subject: Subject): { readonly text: string } {
  const code = byId('snippet', HTMLElement);

  const show = (): void => {
    const first = line('script', SCRIPT);
    first.append('\n');
    code.replaceChildren(first, line('typewriter-stream', tag(subject)));
  };
  new MutationObserver(show).observe(subject.element, {
    attributeFilter: [...Object.keys(DEFAULTS), ...SWITCHES],
  });
  // `src` is set as a property: its change shows in a new run, which begins with a state.
  subject.element.addEventListener('stream-state', show);
  show();

  return {
    get text() {
      return code.textContent ?? '';
    },
  };
}

function tag({ element, publicSrc }: Subject): Attributes {
  const changed = Object.entries(DEFAULTS)
    .map(([name, value]) => [name, element.getAttribute(name) ?? value] as const)
    .filter(([name, value]) => value !== DEFAULTS[name]);
  const on = SWITCHES.filter((name) => element.hasAttribute(name)).map((name) => [name] as const);
  return [['src', publicSrc], ...changed, ...on];
}

function line(name: string, attributes: Attributes): HTMLElement {
  const element = span('line', '');
  element.append(span('tag', `<${name}`));
  for (const [attribute, value] of attributes) {
    element.append(` ${attribute}`);
    if (value !== undefined) element.append('=', span('value', `"${escape(value)}"`));
  }
  element.append(span('tag', `></${name}>`));
  return element;
}

const escape = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
