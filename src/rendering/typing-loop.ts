import { countGraphemes } from '../typing/graphemes.js';
import type { Speed } from '../typing/pacer.js';
import { Typist } from '../typing/typist.js';
import type { Unit } from '../typing/units.js';
import { frameLoop } from './frames.js';
import type { Renderer } from './renderer.js';
import { observeViewport, unobserveViewport } from './viewport.js';

/** How often text is written far off screen, in milliseconds. */
const FAR_INTERVAL = 500;
/** How often text is written with reduced motion, in milliseconds. */
const STILL_INTERVAL = 100;
/** How long one frame may go on writing source text that shows nothing, in milliseconds. */
const FURTHER_TIME = 4;

export interface TypingParts {
  /** Undefined while its module is loading: the typing waits, the stream does not. */
  readonly renderer: Renderer | undefined;
  /** Its `data-activity` says what the typing does: `waiting` blinks, `typing` is solid, `off` is gone. */
  readonly cursor: HTMLElement;
  /** Watched for the viewport, since a host that is `display: contents` has no box. */
  readonly box: HTMLElement;
}

export interface TypingCallbacks {
  /** Everything that was received is on screen. */
  onTyped(): void;
  /** The element came near the viewport, or left it. */
  onNear(near: boolean): void;
  /** All text received: what is on screen of it is written into a renderer that takes over. */
  text(): string;
}

/**
 * The typing on screen: asks the typist each frame what is due and gives it to the renderer, in
 * one write. Off stage (hidden tab, far from the viewport, reduced motion) nothing is animated:
 * text is shown as it comes, a few times a second.
 */
export class TypingLoop {
  /** New text fades in. */
  fade = false;
  /** UTF-16 units on screen and waiting. */
  length = 0;
  /** UTF-16 units on screen. */
  typedLength = 0;
  /** What shows the text; undefined while its module is loading. */
  renderer: Renderer | undefined;
  readonly #host: HTMLElement;
  readonly #callbacks: TypingCallbacks;
  readonly #typist = new Typist();
  #parts: TypingParts | undefined;
  /** What the cursor was told. */
  #activity = 'off';
  #near = true;
  /** The element has just come near again: text that came meanwhile is shown at once. */
  #returned = false;
  #paused = false;
  #complete = false;
  /** Text is to be shown without animation until so much is on screen. */
  #skipUntil = 0;
  /** A run is under way, so the cursor is shown even when nothing waits. */
  #active = false;
  /** A frame was asked for, or a timer that asks for one. */
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

  /** The element's nodes exist from here on. A renderer may come later, or take another's place. */
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

  /** Everything has been received: `onTyped` follows when it is all on screen. */
  complete(): void {
    this.#complete = true;
    this.#typist.complete();
    // With nothing left to type, there is no frame to wait for.
    if (this.#typist.isIdle && this.renderer && !this.#paused) this.#finish();
    else this.#wake();
  }

  /** Shows everything received so far, paused or not: at once, but for the rest of a flood. */
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

  /** Milliseconds from one frame to the next, at least. */
  get #interval(): number {
    // In a hidden tab the frame loop waits by itself. The end and the rest of a flood never wait.
    if (document.hidden || this.#complete || this.#typist.isBehind) return 0;
    if (!this.#near) return FAR_INTERVAL;
    return this.#motion?.matches ? STILL_INTERVAL : 0;
  }

  readonly #frame = (time: number, isSeen: boolean): void => {
    this.#waiting = false;
    this.#lastFrame = time;
    const renderer = this.renderer;
    const isSkipping = this.#isSkipping;
    if (!renderer) return;
    const atOnce = this.#returned || document.hidden;
    this.#returned = false;
    const isStill = atOnce || isSkipping || this.#motion?.matches;
    const animate = isSeen && this.#near && !isStill;
    const isHeld = this.#paused && !isSkipping;
    if (!isHeld) {
      if (animate) this.#type(time);
      // A frame that is late may follow a timer in its place, and draws what both have shown.
      else if (isSeen || document.hidden) this.#write(this.#typist.typeAll(time, atOnce));
      else this.#write(this.#typist.typeBetween(time, true));
    }
    // What was typed before a pause fades in to the end.
    const fades = renderer.frame(animate ? time : Infinity);
    if (fades) this.#requestFrame();
    if (isHeld) return;
    if (!this.#typist.isIdle) {
      // In a hidden tab the frame loop calls again when text comes or the tab is shown.
      if (!document.hidden || this.#typist.isBehind) this.#requestFrame();
    } else if (this.#complete) {
      this.#finish();
    }
    this.#showActivity();
  };

  /** Types what is due. Source text that shows nothing is followed by more in the same frame. */
  #type(time: number): void {
    const fadeFrom = this.fade ? time : undefined;
    let text = this.#typist.type(time);
    for (;;) {
      const visible = this.#write(text, fadeFrom);
      if (visible === undefined || performance.now() - time >= FURTHER_TIME) return;
      text = this.#typist.typeFurther(countGraphemes(text) - visible, time);
    }
  }

  /** Returns how many graphemes are visible, if the renderer tells. */
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
