/** Light and dark colours of words in code, by their kind. The first of the names is that of the custom property. */
const COLORS: readonly [kinds: string, light: string, dark: string][] = [
  ['keyword tag deleted', '#b3261e', '#ff8f85'],
  ['string inserted regexp', '#17692f', '#86d39a'],
  ['number constant boolean', '#0a5aa8', '#8fc3ff'],
  ['function title', '#6b3fa0', '#cfaaff'],
  ['type class attribute', '#8a5200', '#f0bd72'],
];

/** Apart from the other styles: where a rule for a highlight is known, the browser asks for it with every element. */
export const colorStyles = [
  ...COLORS.map(([kinds, light, dark]) => [kinds, `light-dark(${light},${dark})`] as const),
  ['comment', 'color-mix(in srgb,currentcolor 65%,transparent)'] as const,
]
  .map(([kinds, color]) => {
    const [name = '', ...others] = kinds.split(' ');
    const selectors = [name, ...others].map((kind) => `code::highlight(typewriter-${kind})`);
    return `${selectors.join()}{color:var(--typewriter-code-${name},${color})}`;
  })
  .join('');
