import { expect } from '@open-wc/testing';
import { seed } from '../../support/random.js';
import { MarkdownRenderer } from '../../../src/rendering/markdown/markdown-renderer.js';
import { kit } from '../../../src/rendering/kit.js';
import type { MarkupOptions } from '../../../src/rendering/markdown/options.js';
import { styles } from '../../../src/element/typewriter-stream.styles.js';

export const DOCUMENTS = [
  '01-quicksort',
  '02-compare',
  '03-plan',
  '04-code',
  '05-chinese',
  '06-arabic',
  '07-math',
  '08-report',
] as const;

/** One of the eight answers. */
export async function answer(name: string): Promise<string> {
  const response = await fetch(`/test/rendering/markdown/documents/${name}.md`);
  return response.text();
}

export const answers = async (): Promise<[name: string, source: string][]> =>
  Promise.all(DOCUMENTS.map(async (name) => [name, await answer(name)]));

export interface Stage {
  readonly host: HTMLElement;
  readonly container: HTMLElement;
  readonly fallback: HTMLElement;
  readonly cursor: HTMLElement;
  readonly renderer: MarkdownRenderer;
}

const stages: Stage[] = [];

/** A renderer in a shadow root like the element's. */
export function stage(options: MarkupOptions = {}): Stage {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles.cssText);
  root.adoptedStyleSheets = [sheet];
  const container = document.createElement('div');
  container.part.add('text');
  const fallback = document.createElement('slot');
  const cursor = document.createElement('span');
  cursor.part.add('cursor');
  container.append(fallback);
  root.append(container, cursor);
  document.body.append(host);
  const renderer = new MarkdownRenderer({
    container,
    fallback,
    cursor,
    kit,
    options: () => options,
  });
  renderer.connect();
  const made = { host, container, fallback, cursor, renderer };
  stages.push(made);
  return made;
}

export function cleanUp(): void {
  for (const { host, renderer } of stages.splice(0)) {
    renderer.disconnect();
    host.remove();
  }
}

/** What is shown of a text that comes at once. */
export function shown(source: string, options: MarkupOptions = {}, ends = true): HTMLElement {
  const { renderer, container } = stage(options);
  renderer.append(source);
  if (ends) renderer.settle();
  return container;
}

/** The nodes, in a short form, without the cursor. Neighbouring Text nodes are one. */
export function outline(node: Node): string {
  if (node instanceof Text) return node.data.replace(/[<>&]/g, (c) => `&#${c.charCodeAt(0)};`);
  const children = [...node.childNodes].map(outline).join('');
  if (!(node instanceof Element) || node.matches('.blocks, .piece, .blank')) return children;
  if (node.localName === 'slot' || node.className === 'ruler') return '';
  if (node.part.contains('cursor') || node.part.contains('code-header')) return '';
  const name = node.localName;
  const attributes = ['href', 'src', 'alt', 'class', 'start', 'dir', 'checked', 'title', 'align']
    .filter((key) => node.hasAttribute(key) && node.getAttribute(key) !== 'ltr')
    .map((key) => ` ${key}="${node.getAttribute(key)}"`)
    .join('');
  return `<${name}${attributes}>${children}</${name}>`;
}

/** The same, of the text in a container. */
export const outlineOf = (container: Element): string =>
  [...container.children].map(outline).join('');

export function visibleText(container: Element): string {
  return container.textContent;
}

/** The examples of CommonMark's specification. */
export async function examples(): Promise<string[]> {
  const response = await fetch('/node_modules/commonmark-spec/spec.txt');
  const text = await response.text();
  const pattern = /^`{32} example\n([\s\S]*?)^\.\n[\s\S]*?^`{32}$/gm;
  return [...text.matchAll(pattern)].map(([, source = '']) => source.replaceAll('→', '\t'));
}

/** Numbers from 0 to 1, the same for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Says where two long texts begin to differ. */
export function expectSame(actual: string, expected: string, name = ''): void {
  let same = 0;
  while (same < actual.length && actual[same] === expected[same]) same += 1;
  const around = (text: string) => text.slice(Math.max(0, same - 80), same + 80);
  expect(around(actual), `${name}, seed ${seed}`).to.equal(around(expected));
}
