import { Body } from './body.js';

/** The groups of top-level blocks. One that is complete costs nothing while it is off screen. */
export class Groups extends Body {
  /** Complete, but not drawn yet: before that the browser does not know how high they are. */
  #complete: HTMLElement[] = [];

  constructor(element: HTMLElement) {
    super(element, 0);
  }

  override append(child: HTMLElement): HTMLElement | undefined {
    const before = this.group;
    const group = super.append(child);
    if (before && group !== before) this.#complete.push(before);
    return group;
  }

  override removeLast(): void {
    super.removeLast();
    this.group?.classList.remove('complete');
    this.#complete = this.#complete.filter((group) => group !== this.group);
  }

  /** What was drawn in the last frame and is complete may be left out from now on. */
  tidy(): void {
    // In a hidden tab nothing was drawn.
    if (document.hidden) return;
    for (const group of this.#complete) group.classList.add('complete');
    this.#complete = [];
  }
}
