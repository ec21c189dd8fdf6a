/** What Chromium gives to a screen reader, as an outline: a role, a name and what matters of it on each line. */
import type { Protocol } from 'puppeteer-core';
import type { OpenPage } from './pages.js';

type AxNode = Protocol.Accessibility.AXNode;

/** Roles without a meaning of their own: their children stand in their place. */
const TRANSPARENT = new Set(['none', 'generic', 'RootWebArea', 'LineBreak', 'ListMarker']);
const STATES = ['level', 'live', 'disabled', 'checked', 'focused'];

export async function outline(open: OpenPage): Promise<string[]> {
  const session = await open.page.createCDPSession();
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const [root] = nodes;
  return root ? lines(root, byId, 0) : [];
}

function lines(node: AxNode, byId: ReadonlyMap<string, AxNode>, depth: number): string[] {
  const role = String(node.role?.value ?? '');
  // Pieces of one text, line by line as it wraps.
  if (role === 'InlineTextBox') return [];
  const isShown = !node.ignored && !TRANSPARENT.has(role);
  const below = (node.childIds ?? []).flatMap((id) => {
    const child = byId.get(id);
    return child ? lines(child, byId, isShown ? depth + 1 : depth) : [];
  });
  return isShown ? [`${'  '.repeat(depth)}${describe(node, role)}`, ...below] : below;
}

function describe({ name, properties = [] }: AxNode, role: string): string {
  const states = properties
    .filter(({ name: state, value }) => STATES.includes(state) && isSaid(value.value))
    .map(({ name: state, value }) => `${state}=${String(value.value)}`);
  const words = String(name?.value ?? '').trim();
  return [role, ...(words ? [`"${words}"`] : []), ...states].join(' ');
}

const isSaid = (value: unknown): boolean =>
  value !== false && value !== 'off' && value !== undefined;

/** What the status region says now. */
export const spoken = async (open: OpenPage): Promise<string> => {
  const all = await outline(open);
  const at = all.findIndex((line) => line.trim().startsWith('status'));
  if (at === -1) return 'there is no status region';
  const depth = all[at]!.search(/\S/);
  const below = all.slice(at + 1);
  const end = below.findIndex((line) => line.search(/\S/) <= depth);
  return (end === -1 ? below : below.slice(0, end))
    .map((line) => /^\s*StaticText "(.*)"$/.exec(line)?.[1] ?? '')
    .join('');
};
