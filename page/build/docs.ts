/** The docs as pages, from the Markdown files of the repository. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHtml } from '../../src/rendering/markdown/parser/html.js';
import { escape } from './markdown.js';

const root = join(import.meta.dirname, '../..');

/** The files of the docs, by the address of their page below the front page. */
export const docs: ReadonlyMap<string, string> = new Map(
  ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
    .filter((file) => file.endsWith('.md'))
    .map((file) => [file.replace(/\.md$/, '.html').replace('README', 'docs/readme'), file]),
);

const pageOf = (file: string): string | undefined =>
  [...docs].find(([, source]) => source === file)?.[0];

/** Returns a page of the docs. Its styles are inline, since only the build knows the addresses of style sheets. */
export function docPage(file: string): string {
  const body = withIds(toHtml(readFileSync(join(root, file), 'utf8'))).replace(
    /<a href="([^"]*)"[^>]*>([^]*?)<\/a>/g,
    (_, href: string, content: string) => link(file, href, content),
  );
  const title = /<h1[^>]*>(.*?)<\/h1>/.exec(body)?.[1]?.replace(/<[^>]*>/g, '') ?? file;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · typewriter-stream</title>
    <link rel="icon" href="data:," />
    <style>
${readFileSync(join(root, 'page/styles/base.css'), 'utf8')}
${readFileSync(join(root, 'page/styles/docs.css'), 'utf8')}
    </style>
  </head>
  <body>
    <header class="top wrap">
      <a href="../">typewriter-stream</a>
      <nav aria-label="Docs"><ul>${menu(file)}</ul></nav>
    </header>
    <main class="doc wrap">
${scrollable(body)}
    </main>
  </body>
</html>
`;
}

function menu(current: string): string {
  const items = [...docs].map(([address, file]) => {
    const name = file.replace(/^docs\//, '').replace(/\.md$/, '');
    const here = file === current ? ' aria-current="page"' : '';
    return `<li><a href="../${address}"${here}>${escape(name)}</a></li>`;
  });
  return items.join('');
}

/** Gives headings the ids that GitHub gives them, since the docs link to these ids. */
function withIds(html: string): string {
  return html.replace(/<h([1-6])>(.*?)<\/h\1>/g, (_, level: string, content: string) => {
    const id = content
      .replace(/<[^>]*>/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    return `<h${level} id="${id}">${content}</h${level}>`;
  });
}

/** Keeps only the text of a link to a file of the repository that is no page. */
function link(file: string, href: string, content: string): string {
  if (/^(https?:|mailto:|#)/.test(href)) return `<a href="${href}">${content}</a>`;
  const [target = '', hash = ''] = href.split(/(?=#)/);
  const page = pageOf(new URL(target, `file:///${file}`).pathname.slice(1));
  return page === undefined ? content : `<a href="../${page}${hash}">${content}</a>`;
}

/** Makes elements that may be wider than the page scrollable, also by keyboard. */
const scrollable = (html: string): string =>
  html
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replaceAll(
      '<table>',
      '<div class="table" tabindex="0" role="region" aria-label="Table"><table>',
    )
    .replaceAll('</table>', '</table></div>');
