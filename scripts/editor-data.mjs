// `npm run build:editors`: writes the data that editors show for the tag, from dist/custom-elements.json and, for the keywords
// of attributes, from types/attributes.d.ts. Run after `cem analyze` and `tsc`, whose declarations the types import.
//   dist/vscode.html-custom-data.json    VS Code, format 1.1
//   dist/web-types.json                  WebStorm and the other JetBrains editors
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = new URL('../', import.meta.url);
const readJson = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

/** The keywords of each property, by its name; none for a property without keywords. */
function wordsByProperty() {
  const file = fileURLToPath(new URL('types/attributes.d.ts', root));
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file));
  const properties = checker
    .getExportsOfModule(module)
    .find(({ name }) => name === 'TypewriterStreamProperties');
  const words = (symbol) => {
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
    const members = type.isUnion() ? type.types : [type];
    return members.filter((member) => member.isStringLiteral()).map(({ value }) => value);
  };
  return new Map(
    checker
      .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(properties))
      .map((symbol) => [symbol.name, words(symbol)]),
  );
}

/** The attributes of the manifest, with their property's type and keywords. */
function attributesOf(element, words) {
  return element.attributes.map(({ name, fieldName, description, default: fallback }) => {
    const { type } = element.members.find((member) => member.name === fieldName);
    return {
      name,
      description,
      fallback: toText(fallback),
      type: withoutNothing(type.text),
      words: (words.get(fieldName) ?? []).toSorted(byDefault(toText(fallback))),
    };
  });
}

/** Turns the manifest's default, an expression in quotes or `null`, into the text of an attribute. */
const toText = (fallback) =>
  fallback === 'null' ? undefined : fallback?.replace(/^'(.*)'$/, '$1');
const withoutNothing = (type) => type.replace(/ \| (null|undefined)\b/g, '');
/** Sorts the default first; the compiler's order of the others is arbitrary and kept. */
const byDefault = (fallback) => (a, b) => Number(b === fallback) - Number(a === fallback);

const entries = (items) =>
  items.map(({ name, description }) => `- \`${name || 'default'}\`: ${description}`).join('\n');

/** The tag's description, with everything that the format has no place for. */
function tagDescription(element) {
  return [
    element.description,
    `**Events**\n\n${entries(element.events)}`,
    `**Slots**\n\n${entries(element.slots)}`,
    `**Parts**\n\n${entries(element.cssParts)}`,
    `**Custom properties**\n\n${entries(element.cssProperties)}`,
  ].join('\n\n');
}

const markdown = (value) => ({ kind: 'markdown', value });

export function toVsCode({ element, attributes }, { homepage }) {
  const references = homepage && [{ name: 'Documentation', url: homepage }];
  return {
    version: 1.1,
    tags: [
      {
        name: element.tagName,
        description: markdown(tagDescription(element)),
        attributes: attributes.map(({ name, description, type, words }) => ({
          name,
          description: markdown(description),
          // "v" is the value set of attributes without a value.
          ...(type === 'boolean' && { valueSet: 'v' }),
          ...(words.length && { values: words.map((word) => ({ name: word })) }),
          ...(references && { references }),
        })),
        ...(references && { references }),
      },
    ],
  };
}

const union = (words) => words.map((word) => `'${word}'`).join(' | ');

/** The attribute's type in TypeScript, for completion: its keywords, and `string` if other text is allowed. */
function webType({ type, words }) {
  if (!words.length) return type;
  return /\bstring\b/.test(type) ? `${union(words)} | string` : union(words);
}

const named = ({ name, description }) => ({ name, description });

export function toWebTypes({ element, attributes }, { name, version, homepage }) {
  const types = new Map(attributes.map((attribute) => [attribute.name, webType(attribute)]));
  const attributeValue = (attribute) => ({
    type: types.get(attribute.name),
    ...(attribute.fallback !== undefined && { default: attribute.fallback }),
  });
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: element.tagName,
            description: element.description,
            ...(homepage && { 'doc-url': homepage }),
            source: { module: name, symbol: element.name },
            attributes: attributes.map((attribute) => ({
              ...named(attribute),
              value: attributeValue(attribute),
            })),
            slots: element.slots.map(named),
            css: {
              properties: element.cssProperties.map((property) => ({
                ...named(property),
                default: property.default,
              })),
              parts: element.cssParts.map(named),
            },
            js: {
              properties: element.members
                .filter(({ kind }) => kind === 'field')
                .map((member) => ({
                  ...named(member),
                  type: types.get(member.attribute) ?? member.type?.text,
                  ...(member.readonly && { 'read-only': true }),
                })),
              events: element.events.map((event) => ({ ...named(event), type: event.type.text })),
            },
          },
        ],
      },
    },
  };
}

/** Reads the data of both formats. */
export function readElement() {
  const element = readJson('dist/custom-elements.json')
    .modules.flatMap(({ declarations }) => declarations)
    .find(({ tagName }) => tagName === 'typewriter-stream');
  return { element, attributes: attributesOf(element, wordsByProperty()) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = readElement();
  const about = readJson('package.json');
  const write = (path, data) =>
    writeFileSync(new URL(path, root), `${JSON.stringify(data, null, 2)}\n`);
  write('dist/vscode.html-custom-data.json', toVsCode(found, about));
  write('dist/web-types.json', toWebTypes(found, about));
}
