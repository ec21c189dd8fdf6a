import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MarkdownParser } from '../../../../src/rendering/markdown/parser/parser.js';
import type { Block, Inline, Leaf } from '../../../../src/rendering/markdown/parser/tree.js';
import { answer } from './answer.js';
import { referenceHtml } from './reference.js';
import { documents, parse, stream, treeOf } from './support.js';

const snapshot = (value: unknown) =>
  JSON.stringify(value, (key, part: unknown) =>
    key === 'settled' || key === 'stable' || key === 'revision' ? undefined : part,
  );

function leavesOf(block: Block): Leaf[] {
  if ('inlines' in block) return [block];
  return 'children' in block ? block.children.flatMap(leavesOf) : [];
}

describe('what is settled', () => {
  const texts = [...documents, { name: 'a long answer', text: answer(6000, 3) }];

  for (const { name, text } of texts)
    it(`keeps its object and its content: ${name}`, () => {
      const parser = new MarkdownParser();
      const seen = new Map<Block, string>();
      let settled = 0;
      for (const character of text) {
        for (const leaf of parser.push(character)) {
          const top = parser.document.children.find((block) => leavesOf(block).includes(leaf));
          if (top) seen.set(top, snapshot(top));
        }
        const { document } = parser;
        assert.ok(document.settled >= settled, 'nothing that was settled is open again');
        for (; settled < document.settled; settled++) {
          const block = document.children[settled]!;
          seen.set(block, snapshot(block));
        }
        for (const block of document.children.slice(Math.max(0, settled - 2), settled))
          assert.equal(snapshot(block), seen.get(block));
      }
      for (const leaf of parser.end()) {
        const top = parser.document.children.find((block) => leavesOf(block).includes(leaf));
        if (top) seen.set(top, snapshot(top));
      }
      parser.document.children
        .slice(0, settled)
        .forEach((block) => assert.equal(snapshot(block), seen.get(block)));
    });

  it('has stable inlines that stay as they are while the revision does', () => {
    const text = `text ${answer(1500, 5).replace(/\s+/g, ' ')} and *more`.repeat(2);
    const parser = new MarkdownParser();
    let before: { inlines: Inline[]; revision: number } = { inlines: [], revision: -1 };
    let most = 0;
    for (const character of text) {
      parser.push(character);
      const leaf = parser.document.children[0];
      if (!leaf || !('inlines' in leaf)) continue;
      if (before.revision === leaf.revision)
        assert.ok(before.inlines.every((inline, index) => leaf.inlines[index] === inline));
      before = { inlines: leaf.inlines.slice(0, leaf.stable), revision: leaf.revision };
      most = Math.max(most, leaf.stable);
    }
    assert.ok(most > 10);
  });

  it('leaves the items of a long list alone', () => {
    const parser = stream('- a\n'.repeat(200));
    const [list] = parser.document.children;
    assert.ok(list?.kind === 'list');
    assert.equal(list.settled, 199);
  });

  it('hands over text in nodes of at most 1,024 characters, wherever it was cut', () => {
    const parser = stream('word '.repeat(1000), 13);
    const [paragraph] = parser.document.children;
    assert.ok(paragraph?.kind === 'paragraph');
    assert.ok(
      paragraph.inlines.every((inline) => inline.kind === 'text' && inline.text.length <= 1024),
    );
  });
});

describe('a reference that is defined later', () => {
  it('changes the settled leaf, and says so', () => {
    const parser = stream('see [the docs]\n\n- [x][the docs]\n\nmore\n\n');
    assert.deepEqual(parser.push('[The  Docs]: /u'), []);
    const changed = parser.push('\n');
    const [first] = parser.document.children;
    assert.equal(changed.length, 2);
    assert.equal(changed[0], first);
    assert.equal(referenceHtml('[a]\n\n[a]: /u\n[a]: /v'), '<p><a href="/u">a</a></p>\n');
  });

  it('is known everywhere in a long text when that is over', () => {
    const parser = stream(`${`see [x] ${'word '.repeat(30)}\n\n`.repeat(1500)}[x]: /u\n`, 1000);
    parser.end();
    const links = JSON.stringify(parser.document).match(/"href":"\/u"/g);
    assert.equal(links?.length, 1500);
  });

  it('takes a title from the next line', () => {
    const parser = stream('[a]\n\n[a]: /u\n');
    parser.push('"title"\n');
    parser.end();
    const [first] = parser.document.children;
    assert.ok(first?.kind === 'paragraph' && first.inlines[0]?.kind === 'link');
    assert.equal(first.inlines[0].title, 'title');
  });

  it('shows marks of footnotes that never come as text, when the text is over', () => {
    const parser = stream('a[^x] b[^y]\n\n[^y]: note\n\nc');
    const changed = parser.end();
    assert.equal(changed.length, 1);
    assert.equal(treeOf(parser), treeOf(parse('a[^x] b[^y]\n\n[^y]: note\n\nc')));
    assert.match(JSON.stringify(changed), /\[\^x\]/);
  });
});

describe('a footnote that is mentioned before a line with pipes', () => {
  it('counts, and is text when it never comes', () => {
    const parser = stream('a[^1] b c d\n| a | b |', Infinity);
    parser.push('\n\n[^2] e\n\n[^2]: f\n');
    parser.end();
    assert.match(JSON.stringify(parser.document), /a\[\^1\].*"label":"2","number":1/);
  });
});

describe('truncate()', () => {
  it('gives the tree of the other text, and keeps the blocks before', () => {
    for (const { text } of documents)
      for (let at = 0; at <= text.length; at += 17) {
        const parser = stream(text, 5);
        const other = `${text.slice(0, at)}\nand *then* [another][survey] answer\n\n> came`;
        const kept = [...parser.document.children];
        const from = parser.truncate(at);
        assert.ok(from <= at);
        assert.deepEqual(parser.document.children, kept.slice(0, parser.document.children.length));
        parser.push(other.slice(from));
        parser.end();
        assert.equal(treeOf(parser), treeOf(parse(other)));
      }
  });
});

describe('truncate(), when a reference is forgotten', () => {
  it('tells with the next push which leaf has changed', () => {
    const parser = stream('[a]\n\ntext\n\nmore\n\n[a]: /u\n\nend');
    const [first] = parser.document.children;
    const from = parser.truncate(20);
    assert.deepEqual(parser.push('text'.slice(0, 20 - from) || 'x'), [first]);
    assert.equal(JSON.stringify(first).includes('/u'), false);
  });
});

describe('the source', () => {
  it('has no other blanks than spaces and tabs', () => {
    const text = 'a\n* \u00a0 b\n\n```js\u00a0x\n```\u00a0\n```\n\n\u00a0\n\n# \u00a0#';
    const slow = stream(text);
    slow.end();
    assert.equal(treeOf(slow), treeOf(parse(text)));
    assert.deepEqual(
      slow.document.children.map(({ kind }) => kind),
      ['paragraph', 'list', 'code', 'paragraph', 'heading'],
    );
  });

  it('has no other line ends in the info string of a fence, with ticks or with tildes', () => {
    for (const ticks of ['```', '~~~'])
      assert.equal(parse(`${ticks} a\u2028b\nc\n${ticks}`).document.children[0]?.kind, 'code');
  });

  it('is known by the offset of each block', () => {
    const text = 'one\r\n\r\n# two\r\rthree\n\n- four\n- five\n';
    const offsets = stream(text).document.children.map(({ offset }) =>
      text.slice(offset).slice(0, 5),
    );
    assert.deepEqual(offsets, ['one\r\n', '# two', 'three', '- fou']);
  });

  it('ends a line with any of the three line ends', () => {
    assert.equal(
      treeOf(stream('a\r\nb\rc\nd')).replace(/\d+/g, ''),
      treeOf(stream('a\nb\nc\nd')).replace(/\d+/g, ''),
    );
  });
});
