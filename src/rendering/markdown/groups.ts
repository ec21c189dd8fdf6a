import type { Kit } from '../kit.js';
import type { LeftOut } from '../plain/left-out.js';
import { Body } from './body.js';

/** Number of leading groups outside any group of groups, and of groups in one. */
const FIRST = 4;
const OUTER_SIZE = 12;

/** Groups of top-level blocks, and groups of these groups. A complete group costs nothing while it is off screen. */
export class Groups extends Body {
  readonly #kit: Kit;
  readonly leftOut: LeftOut;

  constructor(element: HTMLElement, kit: Kit) {
    super(element, {
      ungrouped: 0,
      outer: new Body(element, { ungrouped: FIRST, size: OUTER_SIZE }),
    });
    this.#kit = kit;
    this.leftOut = new kit.LeftOut(element);
  }

  override append(child: HTMLElement): void {
    const boxes = this.#boxes;
    super.append(child);
    for (const box of boxes) if (!box.contains(child)) this.leftOut.add(box);
  }

  override removeLast(): void {
    super.removeLast();
    this.leftOut.forget();
    for (const box of this.#boxes) box.classList.remove('complete');
  }

  /** Lets the browser skip complete groups that were drawn in the last frame. */
  tidy(): void {
    this.leftOut.leave((group) => {
      // One block of each kind is enough to tell whether the page's styles would make the group visible.
      const kinds = new Map([...group.children].map((block) => [block.localName, block]));
      return [...kinds.values()].every(this.#kit.mayContain);
    });
  }

  /** The last group and its parent: a group of groups, or the whole text. */
  get #boxes(): HTMLElement[] {
    const { group } = this;
    return [group, group?.parentElement].filter((box) => box instanceof HTMLElement);
  }
}
