/** Fills index.html with content from other files of the repository, and serves the docs beside it. */
import type { Plugin } from 'vite';
import { docPage, docs } from './docs.js';
import { formatRows } from './formats.js';
import { frameworkTabs } from './frameworks.js';
import { firstLook, lookChoices } from './looks.js';
import { costRows, figures, paceBodies } from './measurements.js';

/** The contents, by the name in `<!-- include: name -->`. */
const includes: Readonly<Record<string, () => string>> = {
  frameworks: frameworkTabs,
  formats: formatRows,
  pace: paceBodies,
  cost: costRows,
  looks: lookChoices,
  'look-use': () => firstLook.use,
  'look-code': () => firstLook.code,
  ...figures,
};

/** Contents that differ between a page with the demo server and a static one. */
const places: Readonly<Record<'serve' | 'build', Readonly<Record<string, string>>>> = {
  serve: {
    server: 'A real stream from a real server.',
    storybook: 'Stories: <code>npm run storybook</code>',
    streams: 'All streams of the demo server',
  },
  build: {
    server:
      'There is no server here: a service worker sends the demo server’s streams. EventSource does not tell it ' +
      'the last ID, so after a cut it starts over, and the element skips the text it already has.',
    storybook: '<a href="storybook/">Stories of everything</a>',
    streams: 'All streams of the service worker',
  },
};

function fill(html: string, place: Readonly<Record<string, string>>): string {
  return html.replace(/<!-- include: ([\w-]+) -->/g, (_, name: string) => {
    const include = includes[name]?.() ?? place[name];
    if (include === undefined) throw new Error(`The page has nothing named "${name}" to include.`);
    return include;
  });
}

export function pageContent(): Plugin {
  let place = places.serve;
  return {
    name: 'page-content',
    configResolved: ({ command }) => {
      place = places[command];
    },
    // Before Vite reads the page, so that the page is complete then.
    transformIndexHtml: { order: 'pre', handler: (html) => fill(html, place) },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?', 1)[0]?.slice(1) ?? '';
        const file = docs.get(path);
        if (file === undefined) return next();
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
        response.end(docPage(file));
      });
    },
  };
}

/** Writes the docs as files beside a built front page. */
export function docsPages(): Plugin {
  return {
    name: 'docs-pages',
    generateBundle() {
      for (const [fileName, file] of docs) {
        this.emitFile({ type: 'asset', fileName, source: docPage(file) });
      }
    },
  };
}
