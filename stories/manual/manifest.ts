/** What the custom elements manifest says about the element (`cem analyze` writes it from the sources). */
import manifest from '../../dist/custom-elements.json';

export interface Entry {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
}

export interface Attribute extends Entry {
  readonly fieldName: string;
}

export interface Member extends Entry {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly parameters?: readonly Entry[];
  readonly return?: { readonly type: { readonly text: string } };
}

export interface Declaration {
  readonly tagName?: string;
  readonly attributes: readonly Attribute[];
  readonly members: readonly Member[];
  readonly events: readonly Entry[];
  readonly slots: readonly Entry[];
  readonly cssParts: readonly Entry[];
  readonly cssProperties: readonly Entry[];
  readonly cssStates: readonly Entry[];
}

const { modules } = manifest as { modules: { declarations?: Declaration[] }[] };
const found = modules
  .flatMap(({ declarations = [] }) => declarations)
  .find(({ tagName }) => tagName === 'typewriter-stream');
if (!found) throw new Error('The manifest does not know <typewriter-stream>: npm run build.');

export const declaration = found;
