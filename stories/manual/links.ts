/** The manual's pages are the repository's own Markdown files. Their links lead from page to page here. */

/** A file, and the id of the page that shows it. */
const PAGES: Readonly<Record<string, string>> = {
  'README.md': 'introduction--docs',
  'docs/accessibility.md': 'guides-accessibility--docs',
  'docs/chat.md': 'guides-a-chat-page--docs',
  'docs/faults.md': 'guides-faults--docs',
  'docs/formats.md': 'guides-formats--docs',
  'docs/frameworks.md': 'guides-frameworks--docs',
  'docs/markdown.md': 'guides-markdown--docs',
  'docs/performance.md': 'guides-performance--docs',
  'docs/resumable.md': 'guides-resumable-answers--docs',
  'docs/server-rendering.md': 'guides-server-rendering--docs',
  'docs/servers.md': 'guides-servers--docs',
  'docs/troubleshooting.md': 'guides-troubleshooting--docs',
  'examples/README.md': 'guides-examples--docs',
};

/** Sections of the README that another page shows. */
const SECTIONS: Readonly<Record<string, string>> = {
  install: 'getting-started--docs',
  'minimal-example': 'getting-started--docs',
};

/** The text of a file with its links turned; a link to a file without a page becomes its words. */
export function linked(text: string, file: string): string {
  return text.replaceAll(
    /(!?)\[((?:\\.|[^\]\\])*)\]\(([^)\s]+)\)/g,
    (link: string, isImage: string, words: string, target: string) => {
      if (/^(?:https?:|mailto:)/.test(target)) return link;
      if (isImage) return '';
      const address = addressOf(target, file);
      return address ? `[${words}](${address})` : words;
    },
  );
}

function addressOf(target: string, file: string): string | undefined {
  const { pathname, hash } = new URL(target, `file:///${file}`);
  const path = pathname.slice(1);
  if (path === file && file !== 'README.md') return hash;
  const page = path === 'README.md' ? (SECTIONS[hash.slice(1)] ?? PAGES[path]) : PAGES[path];
  return page && `?path=/docs/${page}${hash}`;
}

/** The part of a file from one heading to the next of its level, or to the end. */
export function section(text: string, heading: string): string {
  const from = text.indexOf(`\n${heading}\n`) + 1;
  if (from === 0) throw new Error(`There is no heading "${heading}".`);
  const level = heading.slice(0, heading.indexOf(' ') + 1);
  const to = text.indexOf(`\n${level}`, from + 1);
  return to === -1 ? text.slice(from) : text.slice(from, to + 1);
}

/** What stands before the first heading of the second level. */
export const opening = (text: string): string => text.slice(0, text.indexOf('\n## ') + 1);
