import { directionOf, type Direction } from './direction.js';
import { addNewline, createLine, type Line } from './line.js';

const LINES_PER_BLOCK = 50;
const SHORT_LINE = 200;

/** A block of several short lines of one direction, each of them whole. */
export interface SharedBlock {
  readonly line: Line;
  count: number;
  /** `none`: it has no letter, and takes the page's. Undefined: all lines are blank so far. */
  direction: Direction | 'none' | undefined;
}

/** Short whole lines from a place on that may share a block; `end` is the place if there are none. */
function takeLines(
  text: string,
  start: number,
  count: number,
  direction: SharedBlock['direction'],
): { end: number; count: number; direction: SharedBlock['direction'] } {
  let [end, lines, common] = [start, count, direction];
  while (lines < LINES_PER_BLOCK) {
    const newline = text.indexOf('\n', end);
    if (newline < 0 || newline - end > SHORT_LINE) break;
    const line = text.slice(end, newline);
    const own = line.trim() ? (directionOf(line) ?? 'none') : undefined;
    if (own && common && own !== common) break;
    common ??= own;
    end = newline + 1;
    lines += 1;
  }
  return { end, count: lines, direction: common };
}

/** A new block of the lines that begin at a place; undefined: the first one needs a block of its own. */
export function shareBlock(
  text: string,
  start: number,
): { block: SharedBlock; end: number } | undefined {
  const { end, count, direction } = takeLines(text, start, 0, undefined);
  if (end === start) return undefined;
  const line = createLine(text.slice(start, end - 1), undefined);
  addNewline(line);
  const block = { line, count, direction: undefined };
  setDirection(block, direction);
  return { block: { ...block, direction }, end };
}

/** Adds the lines that begin at a place to a block, where they fit. Returns where the next one begins. */
export function joinBlock(block: SharedBlock, text: string, start: number): number {
  const { end, count, direction } = takeLines(text, start, block.count, block.direction);
  if (end === start) return start;
  // The block's last newline stays at its end.
  block.line.text.appendData(`\n${text.slice(start, end - 1)}`);
  block.count = count;
  setDirection(block, direction);
  return end;
}

function setDirection(block: SharedBlock, direction: SharedBlock['direction']): void {
  if (!block.direction && direction && direction !== 'none') {
    block.line.block.dir = direction;
    block.line.direction = direction;
  }
  block.direction = direction;
}
