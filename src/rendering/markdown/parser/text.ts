import type { Block, Inline, MathOpen, MathSpan } from './tree.js';

export const MATH_CLOSE: Record<MathOpen, string> = { $$: '$$', '\\[': '\\]', '\\(': '\\)' };

/** Returns a formula as it was written. */
export const mathSource = ({ open, text, complete }: Omit<MathSpan, 'kind'>) =>
  open + text + (complete ? MATH_CLOSE[open] : '');

function inlineText(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'math':
      return mathSource(inline);
    case 'break':
      return '\n';
    case 'image':
      return inline.alt;
    case 'reference':
      return String(inline.number);
    case 'checkbox':
      return '';
    default:
      return inlinesText(inline.children);
  }
}

/** Returns the text that inlines show. */
export const inlinesText = (inlines: readonly Inline[]): string => inlines.map(inlineText).join('');

/** Returns the text that a block shows, without bullets and numbers. */
export function textOf(block: Block): string {
  if ('inlines' in block) return inlinesText(block.inlines);
  if ('children' in block) return block.children.map(textOf).join('\n');
  if (block.kind === 'rule') return '';
  const text = block.lines.join('\n');
  if (block.kind === 'code') return text;
  return mathSource({ open: block.open, text: `\n${text}\n`, complete: block.complete });
}
