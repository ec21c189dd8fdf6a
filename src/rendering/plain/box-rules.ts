import { drawnAncestors } from '../drawn-ancestors.js';

/**
 * Boxes that save time must not be seen. Where the page's styles would show them, they are not made.
 * Everything here reads styles, a few times per hundreds of lines.
 */

const isSet = (value: string): boolean => value !== '' && value !== 'none';

/** Whether something around a line divides or limits lines: columns, or a line clamp. */
const isDivided = (line: Element): boolean =>
  [line, ...drawnAncestors(line)].some((element) => {
    const { columnCount, columnWidth, webkitLineClamp } = getComputedStyle(element);
    return columnCount !== 'auto' || columnWidth !== 'auto' || isSet(webkitLineClamp);
  });

/** A line's own style, and those of what the page's styles may put before and after its text. */
const stylesOf = (line: Element): CSSStyleDeclaration[] =>
  ['', '::before', '::after'].map((pseudo) => getComputedStyle(line, pseudo));

/** A CSS counter of lines would restart in each box that the browser may leave out. */
const counts = (line: Element): boolean =>
  stylesOf(line).some(
    ({ display, counterIncrement, counterReset, counterSet }) =>
      display === 'list-item' || [counterIncrement, counterReset, counterSet].some(isSet),
  );

/** Whether the page's styles put something before or after the text, which a box would push away. */
const hasGenerated = (line: Element): boolean =>
  stylesOf(line)
    .slice(1)
    .some(({ content }) => isSet(content) && content !== 'normal');

/** Whether a block may stand in a box with layout containment, margins aside. */
export const mayContain = (block: Element): boolean => !counts(block) && !isDivided(block);

/** Whether lines like this one may stand in a box that the browser leaves out off screen. */
export function mayLeaveOut(line: Element): boolean {
  const { marginBlockStart, marginBlockEnd } = getComputedStyle(line);
  // A margin that meets the next one at the box's edge would count twice.
  const hasMargin = parseFloat(marginBlockStart) !== 0 || parseFloat(marginBlockEnd) !== 0;
  return !hasMargin && mayContain(line);
}

/** Whether a line may be cut in boxes where the browser wrapped it. */
export function mayCut(line: Element): boolean {
  const style = getComputedStyle(line);
  const { writingMode, textAlign, textAlignLast, textIndent } = style;
  const { hangingPunctuation = 'none', textWrapStyle = 'auto' } = style as {
    hangingPunctuation?: string;
    textWrapStyle?: string;
  };
  return (
    writingMode.startsWith('h') &&
    // Each of these treats the first or the last line of a paragraph in its own way.
    textAlign !== 'justify' &&
    textAlignLast === 'auto' &&
    !/hanging|each-line/.test(textIndent) &&
    hangingPunctuation === 'none' &&
    ['auto', 'stable'].includes(textWrapStyle) &&
    !hasGenerated(line) &&
    !isDecorated(line) &&
    !isDivided(line)
  );
}

/** An underline around a paragraph does not reach into inline blocks. */
const isDecorated = (line: Element): boolean =>
  drawnAncestors(line).some((box) => getComputedStyle(box).textDecorationLine !== 'none');

/** Whether a block of many lines would look like a block for each of them. */
export function mayJoin(line: Element): boolean {
  const style = getComputedStyle(line);
  const lengths = [
    ...SIDES.flatMap((side) => [`margin-${side}`, `padding-${side}`, `border-${side}-width`]),
    'text-indent',
  ];
  return (
    style.display === 'block' &&
    style.backgroundImage === 'none' &&
    style.backgroundColor === TRANSPARENT &&
    lengths.every((name) => parseFloat(style.getPropertyValue(name)) === 0) &&
    !hasGenerated(line) &&
    !counts(line)
  );
}

const SIDES = ['top', 'right', 'bottom', 'left'];
const TRANSPARENT = 'rgba(0, 0, 0, 0)';
