// Pages of docs/ that show parts of the examples, whose files are the only source.
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { apps, folderOf, root } from './package.js';

export const PAGES = ['frameworks', 'chat'].map((name) => join(root, `docs/${name}.md`));

const BLOCK =
  /<!-- include: (?<file>[^#\s]+)#(?<part>\S+)(?: as (?<language>\w+))? -->\n[^]*?<!-- \/include -->/g;

/** Reads a part of a file, without its common indentation. */
export function readPart(file: string, name: string): string {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const part = name === 'tag' ? readTag(lines) : readRegion(lines, name);
  if (!part?.length) throw new Error(`${file} has no part ${name}`);
  const indents = part.filter((line) => line.trim()).map((line) => line.search(/\S/));
  return part.map((line) => line.slice(Math.min(...indents))).join('\n');
}

/** The lines between the comments `region: name` and `endregion`. */
function readRegion(lines: string[], name: string): string[] | undefined {
  const start = lines.findIndex((line) => /\bregion: (\S+)/.exec(line)?.[1] === name);
  const end = lines.findIndex((line, index) => index > start && /\bendregion\b/.test(line));
  return start < 0 || end < 0 ? undefined : lines.slice(start + 1, end);
}

/** The first `<typewriter-stream>`, as a framework's user writes it. */
function readTag(lines: string[]): string[] | undefined {
  const start = lines.findIndex((line) => line.includes('<typewriter-stream'));
  const end = lines.findIndex(
    (line, index) => index >= start && /(\/>|<\/typewriter-stream>)$/.test(line),
  );
  return start < 0 || end < 0 ? undefined : lines.slice(start, end + 1);
}

/** Returns the page with every block updated from its example. */
export function render(page: string): string {
  return page.replace(BLOCK, (block: string, file: string, part: string, language?: string) => {
    const [marker = ''] = block.split('\n', 1);
    // The formatting is that of the example, and not of the part alone.
    return [
      marker,
      '<!-- prettier-ignore -->',
      '```' + (language ?? extname(file).slice(1)),
      readPart(file, part),
      '```',
      '',
      '<!-- /include -->',
    ].join('\n');
  });
}

/** The style sheet that the apps share, and its copies in the apps that are built. */
export const STYLE = join(folderOf('html'), 'style.css');
export const styleCopies = (): string[] =>
  apps.map((app) => join(folderOf(app), 'src/style.css')).filter((path) => existsSync(path));
