// What a push of four characters costs the parser at the start of a long text and at its end: processor time, so that other
// programs disturb it little. `node --import tsx bench/markdown/parser.ts`
import { MarkdownParser } from '../../src/rendering/markdown/parser/parser.js';

const PIECE = 4;
const PARTS = 8;

const grow = (length: number, part: (index: number) => string) => {
  let text = '';
  for (let index = 0; text.length < length; index++) text += part(index);
  return text.slice(0, length);
};

const sentence = (index: number) =>
  `Words with **strong ${index}**, some \`code_${index}()\`, a [link](https://example.org/${index}) and *more*. `;
const row = (index: number) =>
  `| ${index} | row **${index}** | ${index * 7} | \`code\` and text |\n`;
const mixed = (index: number) =>
  [
    `## Heading ${index}\n\n`,
    `${sentence(index)}${sentence(index + 1)}\n\n`,
    `1. ${sentence(index)}\n   - nested *point*\n2. two\n\n`,
    `\`\`\`ts\nexport const value = compute(${index});\n// line\n\`\`\`\n\n`,
    `| a | b | c | d |\n|---|---|---|---|\n${row(index)}${row(index)}\n`,
    `> ${sentence(index)}\n\n`,
  ][index % 6] ?? '';

const texts: Record<string, string> = {
  'a list of 256 K': grow(262_144, (i) => `${i + 1}. **Item ${i}** with \`code\` and text.\n`),
  'a fence of 256 K': '```ts\n' + grow(262_144, (i) => `export const value${i} = compute(${i});\n`),
  'a paragraph of 64 K': grow(65_536, sentence),
  'a paragraph of 64 K without blanks': grow(65_536, () => '流式输出，一边生成一边**发送**文本。'),
  'a table of 1,000 rows': '| # | name | value | note |\n|---|:--|--:|---|\n' + grow(45_000, row),
  'mixed text of 1 M': grow(1_000_000, mixed),
};

function cost(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function measure(text: string): number[] {
  const parser = new MarkdownParser();
  const part = Math.floor(text.length / PARTS / PIECE) * PIECE;
  return Array.from({ length: PARTS }, (_, index) => {
    const spent = cost(() => {
      for (let at = index * part; at < (index + 1) * part; at += PIECE)
        parser.push(text.slice(at, at + PIECE));
    });
    return (spent * PIECE) / part;
  });
}

measure(grow(200_000, mixed));
for (const [name, text] of Object.entries(texts)) {
  const parts = measure(text);
  const [first = 0, second = 0] = parts;
  const late = ((parts.at(-1) ?? 0) + (parts.at(-2) ?? 0)) / (first + second);
  const steps = parts.map((each) => each.toFixed(1)).join(' ');
  console.log(`${name}: ${steps} µs a push; last quarter ÷ first ${late.toFixed(2)}`);
}
const whole = texts['mixed text of 1 M'] ?? '';
const spent = cost(() => {
  const parser = new MarkdownParser();
  parser.push(whole);
  parser.end();
});
console.log(`mixed text of 1 M in one push: ${Math.round(spent / 1000)} ms`);
