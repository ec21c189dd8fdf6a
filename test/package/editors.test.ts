import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import vscode, { type HTMLDataV1, type MarkupContent } from 'vscode-html-languageservice';
import { toVsCode, toWebTypes, readElement } from '../../scripts/editor-data.mjs';
import { formats } from '../../src/formats/registry.js';
import { attributesOfReadme, elementOfManifest, readJson, type Described } from './support.js';

const customData = readJson('dist/vscode.html-custom-data.json') as HTMLDataV1;
const service = vscode.getLanguageService({
  useDefaultDataProvider: false,
  customDataProviders: [vscode.newHTMLDataProvider('typewriter-stream', customData)],
});

/** What VS Code shows where the `|` stands. */
function open(text: string) {
  const offset = text.indexOf('|');
  const content = text.slice(0, offset) + text.slice(offset + 1);
  const document = vscode.TextDocument.create('test://page.html', 'html', 1, content);
  const position = document.positionAt(offset);
  const page = service.parseHTMLDocument(document);
  return {
    hover: () => service.doHover(document, position, page)?.contents as MarkupContent,
    completions: () =>
      service.doComplete(document, position, page).items.map(({ label, textEdit }) => ({
        label,
        text: textEdit?.newText,
      })),
  };
}

const wordsOf = (attribute: string): string[] =>
  open(`<typewriter-stream ${attribute}="|"></typewriter-stream>`)
    .completions()
    .map(({ label }) => label);

test('VS Code explains the tag, with its events, slots, parts and custom properties', () => {
  const { kind, value } = open('<typewriter-str|eam></typewriter-stream>').hover();
  assert.equal(kind, 'markdown');
  const { events, slots, cssParts, cssProperties } = elementOfManifest();
  assert.match(value, /^Opens a Server-Sent Events stream and types it out/);
  for (const { name, description } of [...events, ...slots, ...cssParts, ...cssProperties]) {
    assert.ok(description, name);
    assert.ok(value.includes(`\`${name || 'default'}\`: ${description}`), name);
  }
});

test('VS Code explains an attribute', () => {
  const { value } = open('<typewriter-stream spe|ed="auto">').hover();
  assert.equal(value, '`auto`, `instant`, or characters (graphemes) per second. Default: `auto`.');
});

test('VS Code completes the words of an attribute, the default first', () => {
  assert.deepEqual(wordsOf('speed'), ['auto', 'instant']);
  assert.deepEqual(wordsOf('transport').toSorted(), ['auto', 'eventsource', 'fetch']);
  assert.deepEqual(wordsOf('loading'), ['eager', 'lazy']);
  assert.deepEqual(wordsOf('by'), ['grapheme', 'word', 'line']);
  const [first, ...others] = wordsOf('cursor');
  assert.equal(first, 'bar');
  assert.deepEqual(others.toSorted(), ['block', 'none', 'underscore']);
  assert.deepEqual(wordsOf('announce'), ['status', 'final', 'off']);
  assert.deepEqual(wordsOf('reconnect').toSorted(), ['append', 'auto', 'replace']);
  assert.deepEqual(wordsOf('src'), []);
});

test('VS Code completes every format that the element has', () => {
  assert.deepEqual(wordsOf('format').toSorted(), [...formats().keys()].toSorted());
});

test('VS Code completes the attributes, those that are true or false without a value', () => {
  // `data-` is VS Code's own, for every tag.
  const found = open('<typewriter-stream |')
    .completions()
    .filter(({ label }) => label !== 'data-');
  const names = found.map(({ label }) => label);
  assert.deepEqual(names.toSorted(), attributesOfReadme().toSorted());
  const bare = found.filter(({ text }) => !text?.includes('=')).map(({ label }) => label);
  assert.deepEqual(bare.toSorted(), ['controls', 'fade', 'follow', 'paused', 'with-credentials']);
});

test("the custom data is what VS Code's schema wants", () => {
  const path = 'node_modules/vscode-html-languageservice/docs/customData.schema.json';
  // Beside JSON Schema's own words it has some of VS Code's editor.
  const validate = new Ajv({ strict: false }).compile(readJson(path) as object);
  assert.ok(validate(customData), JSON.stringify(validate.errors));
  assert.ok(!validate({ version: 1.1, tags: [{ description: 'no name' }] }));
});

interface WebTypes {
  readonly name: string;
  readonly version: string;
  readonly contributions: {
    readonly html: { readonly elements: readonly WebTypesElement[] };
  };
}

interface WebTypesElement extends Described {
  readonly attributes: readonly (Described & {
    readonly value: { readonly type: string; readonly default?: string };
  })[];
  readonly slots: readonly Described[];
  readonly css: { readonly properties: readonly Described[]; readonly parts: readonly Described[] };
  readonly js: {
    readonly properties: readonly (Described & { readonly type: string })[];
    readonly events: readonly (Described & { readonly type: string })[];
  };
}

const webTypes = readJson('dist/web-types.json') as WebTypes;
const [element] = webTypes.contributions.html.elements as [WebTypesElement];
const names = (items: readonly Described[]): string[] => items.map(({ name }) => name).toSorted();

test('web-types names the package and its version', () => {
  const about = readJson('package.json') as Record<string, unknown>;
  assert.equal(about['web-types'], 'dist/web-types.json');
  assert.equal(webTypes.name, about['name']);
  assert.equal(webTypes.version, about['version']);
  assert.equal(webTypes.contributions.html.elements.length, 1);
  assert.equal(element.name, 'typewriter-stream');
});

test('web-types has all that the element has, and describes it', () => {
  const manifest = elementOfManifest();
  assert.deepEqual(names(element.attributes), attributesOfReadme().toSorted());
  assert.deepEqual(names(element.slots), names(manifest.slots));
  assert.deepEqual(names(element.css.parts), names(manifest.cssParts));
  assert.deepEqual(names(element.css.properties), names(manifest.cssProperties));
  assert.deepEqual(names(element.js.events), names(manifest.events));
  const fields = manifest.members.filter(({ kind }) => kind === 'field');
  assert.deepEqual(names(element.js.properties), names(fields));
  const { attributes, slots, css, js } = element;
  const all = [element, attributes, slots, css.parts, css.properties, js.properties, js.events];
  for (const { name, description } of all.flat()) assert.ok(description, name);
});

test('web-types gives every attribute a type, and the words it takes', () => {
  const type = (name: string): string | undefined =>
    element.attributes.find((attribute) => attribute.name === name)?.value.type;
  const words = type('cursor')?.split(' | ').toSorted();
  assert.deepEqual(words, ["'bar'", "'block'", "'none'", "'underscore'"]);
  assert.equal(type('speed'), "'auto' | 'instant' | string");
  assert.equal(type('max-retries'), 'number');
  assert.equal(type('fade'), 'boolean');
  assert.equal(type('sentinel'), 'string');
  for (const { name, value } of element.attributes) {
    assert.ok(value.type, name);
    // A name such as CursorShape would say nothing to an editor.
    assert.doesNotMatch(value.type, /\b[A-Z]/, name);
  }
});

test('both link to the documentation, once package.json says where it is', () => {
  const found = readElement();
  const about = { name: 'typewriter-stream', version: '0.1.0', homepage: undefined };
  const linked = { ...about, homepage: 'https://example.org/docs' };
  const [tag] = (toVsCode(found, linked) as HTMLDataV1).tags ?? [];
  const references = [{ name: 'Documentation', url: linked.homepage }];
  assert.deepEqual(tag?.references, references);
  for (const attribute of tag.attributes) assert.deepEqual(attribute.references, references);
  const link = `"doc-url":"${linked.homepage}"`;
  assert.ok(JSON.stringify(toWebTypes(found, linked)).includes(link));
  assert.ok(!JSON.stringify(toWebTypes(found, about)).includes('doc-url'));
});
