/** Fills index.html with what is written elsewhere in the repository, and serves the docs beside it. */
import type { Plugin } from 'vite';
import { docPage, docs } from './docs.js';
import { formatRows } from './formats.js';
import { frameworkTabs } from './frameworks.js';
import { firstLook, lookChoices } from './looks.js';
import { costRows, figures, paceBodies } from './measurements.js';

/** By the name in `<!-- include: name -->`. */
const includes: Readonly<Record<string, () => string>> = {
  frameworks: frameworkTabs,
  formats: formatRows,
  pace: paceBodies,
  cost: costRows,
  looks: lookChoices,
  'look-use': () => firstLook.use,
  'look-code': () => firstLook.code,
  ...figures,
  server: () => 'A real stream from a real server.',
  storybook: () => 'Stories: <code>npm run storybook</code>',
  streams: () => '<a href="scenarios">All streams of the demo server</a>',
};

export const fill = (html: string): string =>
  html.replace(/<!-- include: ([\w-]+) -->/g, (_, name: string) => {
    const include = includes[name];
    if (!include) throw new Error(`The page has nothing named "${name}" to include.`);
    return include();
  });

export function pageContent(): Plugin {
  return {
    name: 'page-content',
    // Before Vite reads the page, which is then whole.
    transformIndexHtml: { order: 'pre', handler: fill },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?', 1)[0]?.slice(1) ?? '';
        const file = docs.get(path);
        if (file === undefined) return next();
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
        response.end(docPage(file));
      });
    },
    generateBundle() {
      for (const [fileName, file] of docs) {
        this.emitFile({ type: 'asset', fileName, source: docPage(file) });
      }
    },
  };
}
