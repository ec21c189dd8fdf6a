import { countGraphemes } from '../typing/graphemes.js';
import type { Speed } from '../typing/pacer.js';
import { Typist } from '../typing/typist.js';
import type { Unit } from '../typing/units.js';
import { frameLoop } from './frames.js';
import type { Renderer } from './renderer.js';
import { observeViewport, unobserveViewport } from './viewport.js';

/** Time between writes far off screen, in milliseconds. */
const FAR_INTERVAL = 500;
/** Time between writes with reduced motion, in milliseconds. */
const STILL_INTERVAL = 100;
/** How long a frame may continue after source text that shows nothing, in milliseconds. */
const FURTHER_TIME = 4;

export interface TypingParts {
  /** Undefined while its module loads: typing waits, the stream does not. */
  readonly renderer: Renderer | undefined;
  /** Its `data-activity` is the state of the typing: `waiting` blinks, `typing` is solid, `off` is hidden. */
  readonly cursor: HTMLElement;
  /** Observed in the viewport, since a host with `display: contents` has no box. */
  readonly box: HTMLElement;
}

export interface TypingCallbacks {
  /** Called when all received text is on screen. */
  onTyped(): void;
  /** Called when the element comes near the viewport or leaves it. */
  onNear(near: boolean): void;
  /** Returns all received text, so that a new renderer can show the part that is on screen. */
  text(): string;
}

/**
 * Types on screen: each frame, passes the due text from the typist to the renderer, in one write. In a hidden tab, far from the
 * viewport and with reduced motion nothing is animated: text is shown as it arrives, a few times a second.
 */
export class TypingLoop {
  /** Whether new text fades in. */
  fade = false;
  /** Number of UTF-16 units on screen and waiting. */
  length = 0;
  /** Number of UTF-16 units on screen. */
  typedLength = 0;
  /** Shows the text; undefined while its module loads. */
  renderer: Renderer | undefined;
  readonly #host: HTMLElement;
  readonly #callbacks: TypingCallbacks;
  readonly #typist = new Typist();
  #parts: TypingParts | undefined;
  /** The last `data-activity` of the cursor. */
  #activity = 'off';
  #near = true;
  /** Whether the element has just come near again: text received meanwhile is shown at once. */
  #returned = false;
  #paused = false;
  #complete = false;
  /** `typedLength` up to which text is shown without animation. */
  #skipUntil = 0;
  /** Whether a run is in progress, so that the cursor is shown even when no text waits. */
  #active = false;
  /** Whether a frame is requested, or a timer that requests one. */
  #waiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastFrame = -Infinity;
  #motion: MediaQueryList | undefined;

  constructor(host: HTMLElement, callbacks: TypingCallbacks) {
    this.#host = host;
    this.#callbacks = callbacks;
  }

  set speed(speed: Speed) {
    this.#typist.speed = speed;
  }

  set by(unit: Unit) {
    this.#typist.by = unit;
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    if (!paused) this.#typist.resume(performance.now());
    this.#wake();
  }

  set active(active: boolean) {
    this.#active = active;
    this.#showActivity();
  }

  /** Sets the element's nodes. A renderer may be set later, or replace another. */
  attach(parts: TypingParts): void {
    this.#parts = parts;
    if (this.#host.isConnected) this.#watch(parts.box);
    if (parts.renderer !== this.renderer) this.#changeRenderer(parts.renderer);
    this.#wake();
  }

  connect(): void {
    if ('matchMedia' in globalThis) this.#motion ??= matchMedia('(prefers-reduced-motion: reduce)');
    this.renderer?.connect();
    if (this.#parts) this.#watch(this.#parts.box);
    this.#wake();
  }

  disconnect(): void {
    if (this.#parts) unobserveViewport(this.#parts.box);
    frameLoop.cancel(this.#frame);
    clearTimeout(this.#timer);
    this.#waiting = false;
    this.renderer?.disconnect();
  }

  push(text: string): void {
    this.#complete = false;
    this.length += text.length;
    // A frame is already scheduled; skip the clock read.
    if (this.#waiting && this.#typist.collect(text)) return;
    this.#typist.push(text, performance.now());
    this.#wake();
  }

  /** Keeps the first `length` UTF-16 units of all text, shown or not. */
  truncate(length: number): void {
    if (length >= this.length) return;
    this.length = length;
    this.#skipUntil = Math.min(this.#skipUntil, length);
    if (length < this.typedLength) {
      this.#typist.truncate(0);
      this.typedLength = length;
      this.renderer?.truncate(length);
    } else {
      this.#typist.truncate(length - this.typedLength);
    }
  }

  clear(): void {
    this.#complete = false;
    this.#typist.truncate(0);
    this.#skipUntil = 0;
    this.length = 0;
    this.typedLength = 0;
    this.renderer?.clear();
  }

  /** Call when all text is received: `onTyped` follows once it is on screen. */
  complete(): void {
    this.#complete = true;
    this.#typist.complete();
    // With nothing left to type, there is no frame to wait for.
    if (this.#typist.isIdle && this.renderer && !this.#paused) this.#finish();
    else this.#wake();
  }

  /** Shows all text received so far, even while paused: at once, except for the rest of a flood. */
  skip(): void {
    this.#skipUntil = this.length;
    if (!this.renderer) return;
    this.#typist.release();
    this.#write(this.#typist.typeBetween(performance.now()));
    if (this.#isSkipping && this.#host.isConnected) this.#requestFrame();
    this.#showActivity();
    if (this.#complete && this.#typist.isIdle) this.#finish();
  }

  get #isSkipping(): boolean {
    return this.typedLength < this.#skipUntil && this.#typist.isBehind;
  }

  #wake(): void {
    if (this.renderer && !this.#paused && this.#host.isConnected) this.#requestFrame();
    this.#showActivity();
  }

  #changeRenderer(renderer: Renderer | undefined): void {
    this.renderer?.clear();
    this.renderer?.disconnect();
    this.renderer = renderer;
    if (!renderer) return;
    if (this.#host.isConnected) renderer.connect();
    const typed = this.#callbacks.text().slice(0, this.typedLength);
    if (typed) renderer.append(typed);
    if (this.typedLength < this.#skipUntil) this.skip();
  }

  #watch(box: HTMLElement): void {
    observeViewport(box, (near) => {
      this.#returned = near && !this.#near && this.#waiting;
      this.#near = near;
      if (this.#waiting) this.#requestFrame();
      this.#callbacks.onNear(near);
    });
  }

  #requestFrame(): void {
    this.#waiting = true;
    clearTimeout(this.#timer);
    const interval = this.#interval;
    const wait = interval && this.#lastFrame + interval - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => frameLoop.request(this.#frame), wait);
    else frameLoop.request(this.#frame);
  }

  /** Least time between two frames, in milliseconds. */
  get #interval(): number {
    // In a hidden tab the frame loop waits. The end and the rest of a flood are never delayed.
    if (document.hidden || this.#complete || this.#typist.isBehind) return 0;
    if (!this.#near) return FAR_INTERVAL;
    return this.#motion?.matches ? STILL_INTERVAL : 0;
  }

  readonly #frame = (time: number, isAnimationFrame: boolean): void => {
    this.#waiting = false;
    this.#lastFrame = time;
    const renderer = this.renderer;
    const isSkipping = this.#isSkipping;
    if (!renderer) return;
    const atOnce = this.#returned || document.hidden;
    this.#returned = false;
    const isStill = atOnce || isSkipping || this.#motion?.matches;
    const animate = isAnimationFrame && this.#near && !isStill;
    const isHeld = this.#paused && !isSkipping;
    if (!isHeld) {
      if (animate) this.#type(time);
      // A late frame may follow the timer that replaced it, and must draw the text of both.
      else if (isAnimationFrame || document.hidden) this.#write(this.#typist.typeAll(time, atOnce));
      else this.#write(this.#typist.typeBetween(time, true));
    }
    // Text typed before a pause still finishes its fade.
    const fades = renderer.frame(animate ? time : Infinity);
    if (fades) this.#requestFrame();
    if (isHeld) return;
    if (!this.#typist.isIdle) {
      // In a hidden tab the next frame is requested when text arrives, or follows when the tab is shown.
      if (!document.hidden || this.#typist.isBehind) this.#requestFrame();
    } else if (this.#complete) {
      this.#finish();
    }
    this.#showActivity();
  };

  /** Types the due text. If some source text shows nothing, more text follows in the same frame. */
  #type(time: number): void {
    const fadeFrom = this.fade ? time : undefined;
    let text = this.#typist.type(time);
    for (;;) {
      const visible = this.#write(text, fadeFrom);
      if (visible === undefined || performance.now() - time >= FURTHER_TIME) return;
      text = this.#typist.typeFurther(countGraphemes(text) - visible, time);
    }
  }

  /** Returns the number of visible graphemes, if the renderer reports it. */
  #write(text: string, fadeFrom?: number): number | undefined {
    if (!text) return undefined;
    const visible = this.renderer?.append(text, fadeFrom);
    this.typedLength += text.length;
    return visible;
  }

  #finish(): void {
    this.#complete = false;
    this.renderer?.settle();
    this.#callbacks.onTyped();
    this.#showActivity();
  }

  #showActivity(): void {
    const isTyping = !this.#typist.isIdle;
    let activity = 'off';
    if (isTyping || this.#active) activity = isTyping || this.#paused ? 'typing' : 'waiting';
    // Setting the attribute again would restart the blinking.
    if (!this.#parts || activity === this.#activity) return;
    this.#activity = activity;
    this.#parts.cursor.dataset['activity'] = activity;
  }
}
