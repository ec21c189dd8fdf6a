import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MarkdownParser } from '../../../../src/rendering/markdown/parser/parser.js';
import { SHORT_DOCUMENTS } from '../short-documents.js';
import { answer } from './answer.js';
import { documents, visible } from './support.js';

/** Whether all characters of `before` are still there, in order. */
function remains(before: string, after: string): boolean {
  let index = 0;
  for (const character of after.split('')) if (character === before[index]) index++;
  return index >= before.length;
}

/** Counts the steps, one for each character, in which something that was seen is no longer there. */
function losses(text: string): string[] {
  const parser = new MarkdownParser();
  const lost: string[] = [];
  let before = '';
  const check = (at: string) => {
    const after = visible(parser);
    if (!remains(before, after)) lost.push(at);
    before = after;
  };
  for (let index = 0; index < text.length; index++) {
    parser.push(text.charAt(index));
    check(text.slice(Math.max(0, index - 20), index + 1));
  }
  parser.end();
  check('the end');
  return lost;
}

/** What the contract lists: a star within a word, a table without outer pipes, a reference defined later. */
const LISTED = [
  /\d\*x\* ?\^?$/,
  /a\*b\*c$/,
  /-: \| ---:\n$/,
  /-: \| ---:$/,
  /survey"\n$/,
  /rfc9111\n$/,
  /\d\*4, a\*b$/,
  /^.*\.org "T"\n$/s,
  /<https:\/\/f\.org>\n$/,
];

describe('visible text', () => {
  for (const { name, text } of documents)
    it(`never disappears outside the listed cases: ${name}`, () => {
      const unexpected = losses(text).filter((at) => !LISTED.some((listed) => listed.test(at)));
      assert.deepEqual(unexpected, []);
    });

  for (const [name, text] of Object.entries(SHORT_DOCUMENTS))
    it(`never disappears outside the listed cases: ${name}`, () => {
      const unexpected = losses(text).filter((at) => !LISTED.some((listed) => listed.test(at)));
      assert.deepEqual(unexpected, []);
    });

  for (const seed of [7, 11, 23])
    it(`never disappears in a long answer, seed ${seed}`, () => {
      assert.deepEqual(losses(answer(4000, seed)), []);
    });
});
