import type { Kit } from '../kit.js';
import type { LeftOut } from '../plain/left-out.js';
import { Body } from './body.js';

/** The groups of top-level blocks. One that is complete costs nothing while it is off screen. */
export class Groups extends Body {
  readonly #leftOut: LeftOut;

  readonly #kit: Kit;

  constructor(element: HTMLElement, kit: Kit) {
    super(element, 0);
    this.#kit = kit;
    this.#leftOut = new kit.LeftOut(element);
  }

  override append(child: HTMLElement): HTMLElement | undefined {
    const before = this.group;
    const group = super.append(child);
    if (before && group !== before) this.#leftOut.add(before);
    return group;
  }

  override removeLast(): void {
    super.removeLast();
    this.#leftOut.forget();
    this.group?.classList.remove('complete');
  }

  /** What was drawn in the last frame and is complete may be left out from now on. */
  tidy(): void {
    this.#leftOut.leave((group) => {
      // One of each kind tells whether the page's styles would show the group.
      const kinds = new Map([...group.children].map((block) => [block.localName, block]));
      return [...kinds.values()].every(this.#kit.mayContain);
    });
  }

  /** Nothing follows: a text of ordinary length is drawn as a whole. */
  drawAll(length: number): void {
    this.#leftOut.drawAll(length);
  }

  stop(): void {
    this.#leftOut.stop();
  }
}
