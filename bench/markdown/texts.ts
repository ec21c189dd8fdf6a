/** Long answers, the same for the same seed: paragraphs, lists, tables, code and quotes, as models write them. */
const WORDS =
  'the a stream server client message token answer frame browser page element event request response reader writer cursor layout style node tree table block line word user value result error delay limit queue state signal update commit parse render open begin end first last fast small old simple clear exact safe'.split(
    ' ',
  );

class Author {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  number(below: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * below);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.number(items.length)]!;
  }

  many(least: number, most: number, make: () => string): string[] {
    return Array.from({ length: least + this.number(most - least + 1) }, make);
  }

  words(least: number, most = least): string {
    return this.many(least, most, () => this.pick(WORDS)).join(' ');
  }

  phrase(): string {
    const kind = this.number(100);
    if (kind < 8) return `**${this.words(1, 3)}**`;
    if (kind < 13) return `*${this.words(1, 2)}*`;
    if (kind < 20) return `\`${this.words(1)}_${this.words(1)}()\``;
    if (kind < 23) return `[${this.words(2)}](https://example.org/${this.words(1)})`;
    if (kind < 24) return `~~${this.words(1)}~~`;
    return this.words(2, 6);
  }

  sentence(): string {
    const text = this.many(2, 5, () => this.phrase()).join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1) + this.pick(['.', '.', ':', '?']);
  }

  paragraph(): string {
    return this.many(2, 5, () => this.sentence()).join(' ');
  }

  list(depth = 0): string {
    const isOrdered = this.number(5) < 2;
    const indent = '   '.repeat(depth);
    let number = 0;
    return this.many(3, 6, () => {
      number += 1;
      const item = `${indent}${isOrdered ? `${number}.` : '-'} ${this.sentence()}`;
      return depth < 2 && this.number(5) === 0 ? `${item}\n${this.list(depth + 1)}` : item;
    }).join('\n');
  }

  code(): string {
    const lines = this.many(6, 24, () =>
      this.pick([
        `const ${this.words(1)} = ${this.words(1)}(${this.number(99)});`,
        `  if (${this.words(1)} < ${this.number(9)}) return;`,
        `// ${this.words(3, 8)}`,
        '',
      ]),
    );
    return `\`\`\`${this.pick(['js', 'python', 'ts', 'html'])}\n${lines.join('\n')}\n\`\`\``;
  }

  table(): string {
    const columns = 3 + this.number(3);
    const row = (make: () => string) => `| ${Array.from({ length: columns }, make).join(' | ')} |`;
    return [
      row(() => this.words(1, 2)),
      row(() => this.pick(['---', ':---', '---:'])),
      ...this.many(3, 9, () => row(() => this.words(1, 4))),
    ].join('\n');
  }

  block(): string {
    const kind = this.number(100);
    if (kind < 8) return `${'#'.repeat(2 + this.number(3))} ${this.words(2, 5)}`;
    if (kind < 55) return this.paragraph();
    if (kind < 75) return this.list();
    if (kind < 87) return this.code();
    if (kind < 94) return this.table();
    return kind < 98 ? `> ${this.paragraph()}` : '---';
  }
}

const fill = (length: number, first: string, next: (index: number) => string): string => {
  const parts = [first];
  let total = first.length;
  for (let index = 1; total < length; index++) {
    const part = next(index);
    parts.push(part);
    total += part.length;
  }
  return parts.join('').slice(0, length);
};

export const TEXTS: Readonly<Record<string, (length: number) => string>> = {
  answer: (length) => {
    const author = new Author(7);
    return fill(length, '', () => `${author.block()}\n\n`);
  },
  list: (length) =>
    fill(length, '', (i) => {
      const item = `${i}. **Item ${i}** with \`code\` and text that goes on, as such items do.\n`;
      return i % 3 ? item : `${item}   - a nested *point*\n   - another one\n`;
    }),
  fence: (length) =>
    fill(length, '```ts\n', (i) => `export const value${i} = compute(${i}, "some string");\n`),
  paragraph: (length) => {
    const author = new Author(5);
    return fill(length, '', () => `${author.sentence()} `);
  },
  table: (length) =>
    fill(length, '| # | name | value | note |\n|---|:---|---:|---|\n', (i) => {
      return `| ${i} | row **${i}** | ${i * 7} | \`code\` and text |\n`;
    }),
};
