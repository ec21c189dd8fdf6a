import { controls } from './control.js';
import { scenarios } from './scenarios/index.js';

/** Returns a page that lists every scenario, for people who open the server in a browser. */
export function indexPage(chat: readonly Entry[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Streams to try</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
dt { margin-top: 0.75rem; }
</style>
</head>
<body>
<h1>Streams to try</h1>
<p>Each path shows one fault or one format. Text streams accept <code>interval</code> (ms between events),
<code>text</code>, <code>retry</code>, <code>end</code> (the last event; empty for none) and
<code>key</code> (a name by which its streams are counted and cut).</p>
<h2>Scenarios</h2>
${list(scenarios)}
${chat.length ? `<h2>Chat</h2>\n${list(chat)}` : '<p>A service worker in your browser sends these streams. A chat needs the demo server.</p>'}
<h2>Control</h2>
${list(controls)}
</body>
</html>
`;
}

export interface Entry {
  readonly path: string;
  readonly summary: string;
  readonly example: string;
}

function list(entries: readonly Entry[]): string {
  const items = entries.map(
    ({ path, summary, example }) =>
      `<dt><a href="${escape(example.slice(1))}"><code>${escape(path)}</code></a></dt>
<dd>${escape(summary)}<br><code>${escape(example)}</code></dd>`,
  );
  return `<dl>\n${items.join('\n')}\n</dl>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
