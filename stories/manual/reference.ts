/** Tables in Markdown of everything that is public, each under its own heading of the page Reference. */
import { declaration, type Entry, type Member } from './manifest.js';

const { attributes, members, events, slots, cssParts, cssProperties, cssStates } = declaration;

const code = (text: string): string => (text ? `\`${text}\`` : '');
/** A table's row is one line, and a bar would end its cell. */
const cell = (text = ''): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [heads, heads.map(() => '---'), ...rows].map(line).join('\n');
}

const named = (entries: readonly Entry[], write = code): string =>
  table(
    ['Name', 'Meaning'],
    entries.map(({ name, description }) => [write(name), description ?? '']),
  );

const signature = ({ name, parameters = [] }: Member): string =>
  `${name}(${parameters.map(({ name: parameter }) => parameter).join(', ')})`;

const fields = members.filter(({ kind }) => kind === 'field');
const meanings = (list: readonly Member[]): string =>
  table(
    ['Name', 'Type', 'Meaning'],
    list.map(({ name, type, description }) => [
      code(name),
      code(type?.text ?? ''),
      description ?? '',
    ]),
  );

export const tables = {
  attributes: table(
    ['Attribute', 'Property', 'Meaning'],
    attributes.map(({ name, fieldName, description }) => [
      code(name),
      code(fieldName),
      description ?? '',
    ]),
  ),
  properties: meanings(fields.filter(({ attribute, readonly }) => !attribute && !readonly)),
  readOnly: meanings(fields.filter(({ readonly }) => readonly)),
  methods: table(
    ['Method', 'Meaning'],
    members
      .filter(({ kind }) => kind === 'method')
      .map((member) => [code(signature(member)), member.description ?? '']),
  ),
  events: table(
    ['Event', 'Class', 'When it is fired'],
    events.map(({ name, type, description }) => [
      code(name),
      code(type?.text ?? ''),
      description ?? '',
    ]),
  ),
  slots: named(slots, (name) => code(name) || '(default)'),
  parts: named(cssParts, (name) => code(`::part(${name})`)),
  customProperties: table(
    ['Name', 'Default', 'Meaning'],
    cssProperties.map(({ name, description, default: value = '' }) => [
      code(name),
      code(value),
      description ?? '',
    ]),
  ),
  states: named(cssStates, (name) => code(`:state(${name})`)),
};
