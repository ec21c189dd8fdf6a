import { random } from './support.js';

const WORDS =
  'a stream server client message token answer text frame page event header buffer reader cursor layout node tree list table block line word value error retry queue cache state render commit open close first last fast small clear'.split(
    ' ',
  );

/** A long answer as a language model writes it: paragraphs, lists, tables, code, quotes; the same for the same seed. */
export function answer(length: number, seed: number): string {
  const next = random(seed);
  const word = () => WORDS[next(WORDS.length)] ?? '';
  const words = (count: number) => Array.from({ length: count }, word).join(' ');
  const inline = () => {
    const marks = [
      () => `**${words(2)}**`,
      () => `*${words(2)}*`,
      () => `\`${word()}_${word()}()\``,
      () => `[${words(2)}](https://example.org/${word()})`,
      () => `~~${word()}~~`,
    ];
    return next(3) === 0 ? (marks[next(marks.length)]?.() ?? '') : words(3);
  };
  const sentence = () => `${Array.from({ length: 3 + next(3) }, inline).join(' ')}.`;
  const row = (cell: () => string) => `| ${cell()} | ${cell()} | ${cell()} |`;
  const blocks = [
    () => Array.from({ length: 3 }, sentence).join(' '),
    () => `${'#'.repeat(2 + next(3))} ${words(3)}`,
    () =>
      Array.from({ length: 4 }, (_, i) => `- ${sentence()}\n  ${i + 1}. ${words(3)}`).join('\n'),
    () => Array.from({ length: 4 }, (_, i) => `${i + 1}. ${sentence()}`).join('\n'),
    () => `\`\`\`js\nconst ${word()} = ${word()}(${next(99)});\n\n  // ${words(4)}\n\`\`\``,
    () => [row(word), row(() => '---'), row(inline), row(inline)].join('\n'),
    () => `> ${sentence()}`,
    () => '---',
  ];
  const parts: string[] = [];
  for (let total = 0; total < length; total += parts.at(-1)?.length ?? 0)
    parts.push(blocks[next(blocks.length)]?.() ?? '');
  return parts.join('\n\n').slice(0, length);
}
