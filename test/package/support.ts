import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A file of the project; `dist` is there after `npm run build`. */
export const readText = (path: string): string =>
  readFileSync(new URL(path, `file://${root}`), 'utf8');
export const readJson = (path: string): unknown => JSON.parse(readText(path));

export interface Described {
  readonly name: string;
  readonly description?: string;
}

export interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly tagName?: string;
      readonly attributes: readonly (Described & { readonly fieldName: string })[];
      readonly members: readonly (Described & { readonly kind: string })[];
      readonly events: readonly Described[];
      readonly slots: readonly Described[];
      readonly cssParts: readonly Described[];
      readonly cssProperties: readonly Described[];
    }[];
  }[];
}

/** The element in dist/custom-elements.json. */
export function elementOfManifest() {
  const manifest = readJson('dist/custom-elements.json') as Manifest;
  const element = manifest.modules
    .flatMap(({ declarations }) => declarations)
    .find(({ tagName }) => tagName === 'typewriter-stream');
  if (!element) throw new Error('dist/custom-elements.json has no typewriter-stream.');
  return element;
}

/** What the README's table of attributes says. */
export function attributesOfReadme(): string[] {
  const [, section = ''] = readText('README.md').split('## Attributes and properties');
  const [table = ''] = section.split('| method ');
  return [...table.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name!);
}
