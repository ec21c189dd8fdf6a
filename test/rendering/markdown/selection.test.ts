import { expect } from '@open-wc/testing';
import { answers, cleanUp, stage } from './support.js';

/** Tries in each answer. */
const TRIES = 60;

interface SelectedRange {
  startContainer: Node;
  startOffset: number;
  endContainer: Node;
  endOffset: number;
}

function selectedRange(root: ShadowRoot): SelectedRange | undefined {
  const selection = getSelection();
  if (!selection) return undefined;
  if ('getComposedRanges' in selection) {
    return selection.getComposedRanges({ shadowRoots: [root] })[0];
  }
  return (selection as Selection).rangeCount > 0
    ? (selection as Selection).getRangeAt(0)
    : undefined;
}

function textOf({ startContainer, startOffset, endContainer, endOffset }: SelectedRange): string {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range.toString();
}

/** Marks may come, where they turn out to be text, or go, where they do not. */
const isSame = (before: string, now: string): boolean => bare(before) === bare(now);
const bare = (text: string): string => text.replace(/[\s|[\]()*`~!]/g, '');

/** The last Text node that shows something. */
function lastText(container: Element): Text | undefined {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  let last: Text | undefined;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (node.data.trim()) last = node;
  }
  return last;
}

describe('a selection in the block that is written', function () {
  this.timeout(120_000);
  afterEach(cleanUp);

  it('survives what comes', async () => {
    for (const [name, source] of await answers()) {
      const lost: string[] = [];
      const step = Math.floor(source.length / (TRIES + 2));
      for (let turn = 1; turn <= TRIES; turn++) {
        const { renderer, container } = stage();
        const end = turn * step;
        renderer.append(source.slice(0, end));
        const text = lastText(container);
        if (text) {
          const selected = text.data;
          getSelection()?.setBaseAndExtent(text, 0, text, text.length);
          for (let at = end; at < end + 120; at += 10) renderer.append(source.slice(at, at + 10));
          const range = selectedRange(container.getRootNode() as ShadowRoot);
          if (!range || !isSame(selected, textOf(range))) {
            lost.push(`${source.slice(end - 20, end + 20)}: ${selected}`);
          }
        }
        cleanUp();
      }
      expect(lost, name).to.deep.equal([]);
    }
  });

  it('does not take in a mark that comes before it', () => {
    const { renderer, container } = stage();
    renderer.append('see [the survey');
    const text = lastText(container)!;
    getSelection()?.setBaseAndExtent(text, 0, text, text.length);
    renderer.append('] and\n\nmore');
    expect(container.textContent).to.contain('[the survey]');
    const range = selectedRange(container.getRootNode() as ShadowRoot)!;
    expect(textOf(range)).to.equal('the survey');
  });

  it('survives that the text goes on after it was settled', () => {
    for (const block of [1, 2]) {
      const { renderer, container } = stage();
      renderer.append('one\n\ntwo\n\nthree');
      renderer.settle();
      const text = container.querySelectorAll('p')[block]!.firstChild!;
      getSelection()?.setBaseAndExtent(text, 1, text, 3);
      renderer.append(' four');
      const range = selectedRange(container.getRootNode() as ShadowRoot)!;
      expect(textOf(range)).to.equal(block === 1 ? 'wo' : 'hr');
      cleanUp();
    }
  });
});
