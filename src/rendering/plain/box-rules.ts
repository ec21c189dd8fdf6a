import { flatTreeAncestors } from '../flat-tree.js';

/**
 * Boxes that only save time must not be visible: they are not made where the page's styles would show them. All functions here
 * read styles, a few times per hundreds of lines.
 */

const isSet = (value: string): boolean => value !== '' && value !== 'none';

/** Whether a line or an ancestor has columns or a line clamp, which divide or limit lines. */
const isDivided = (line: Element): boolean =>
  [line, ...flatTreeAncestors(line)].some((element) => {
    const { columnCount, columnWidth, webkitLineClamp } = getComputedStyle(element);
    return columnCount !== 'auto' || columnWidth !== 'auto' || isSet(webkitLineClamp);
  });

/** The styles of a line and of its `::before` and `::after`. */
const stylesOf = (line: Element): CSSStyleDeclaration[] =>
  ['', '::before', '::after'].map((pseudo) => getComputedStyle(line, pseudo));

/** Whether a line changes a CSS counter, which would restart in each contained box. */
const counts = (line: Element): boolean =>
  stylesOf(line).some(
    ({ display, counterIncrement, counterReset, counterSet }) =>
      display === 'list-item' || [counterIncrement, counterReset, counterSet].some(isSet),
  );

/** Whether the page's styles generate content before or after the text, which a box would displace. */
const hasGenerated = (line: Element): boolean =>
  stylesOf(line)
    .slice(1)
    .some(({ content }) => isSet(content) && content !== 'normal');

/** Whether a block may be in a box with layout containment, margins aside. */
export const mayContain = (block: Element): boolean => !counts(block) && !isDivided(block);

/** Whether lines like this one may be in a box that the browser skips while it is off screen. */
export function mayLeaveOut(line: Element): boolean {
  const { marginBlockStart, marginBlockEnd } = getComputedStyle(line);
  // Margins do not collapse across the box's edge.
  const hasMargin = parseFloat(marginBlockStart) !== 0 || parseFloat(marginBlockEnd) !== 0;
  return !hasMargin && mayContain(line);
}

/** Whether a line may be cut into boxes where the browser wrapped it. */
export function mayCut(line: Element): boolean {
  const style = getComputedStyle(line);
  const { writingMode, textAlign, textAlignLast, textIndent } = style;
  const { hangingPunctuation = 'none', textWrapStyle = 'auto' } = style as {
    hangingPunctuation?: string;
    textWrapStyle?: string;
  };
  return (
    writingMode.startsWith('h') &&
    // Each of these treats the first or the last line of a paragraph differently.
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

/** Whether an ancestor decorates the text: an underline does not extend into inline-blocks. */
const isDecorated = (line: Element): boolean =>
  flatTreeAncestors(line).some((box) => getComputedStyle(box).textDecorationLine !== 'none');

/** Whether one block of many lines would look like one block per line. */
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
