import type { Cursor } from './cursor.js';
import type { Renderer } from './renderer.js';
import { observeViewport, unobserveViewport } from './viewport.js';
import type { Speed } from '../typing/pacer.js';
import { frameLoop } from './frames.js';
import { Typist } from '../typing/typist.js';
import type { Unit } from '../typing/units.js';

/** How often text is written where nobody sees it being typed, in milliseconds: far off screen. */
const FAR_INTERVAL = 500;
/** And where nothing may move: with reduced motion. */
const STILL_INTERVAL = 100;

export interface TypingParts {
  readonly renderer: Renderer;
  readonly cursor: Cursor;
}

export interface TypingCallbacks {
  /** Everything that was received is on screen. */
  onTyped(): void;
  /** The element came near the viewport, or left it. */
  onNear(near: boolean): void;
}

/**
 * The typing on screen: asks the typist each frame what is due and gives it to the renderer, in
 * one write. Off stage (hidden tab, far from the viewport, reduced motion) nothing is animated:
 * text is shown as it comes, a few times a second.
 */
export class TypingLoop {
  /** New text fades in. */
  fade = false;
  readonly #host: HTMLElement;
  readonly #callbacks: TypingCallbacks;
  readonly #typist = new Typist();
  #parts: TypingParts | undefined;
  #near = true;
  /** It has just come near again: what came meanwhile is shown at once. */
  #returned = false;
  #paused = false;
  #complete = false;
  /** A run is under way, so the cursor is shown even when nothing waits. */
  #active = false;
  #typedLength = 0;
  /** UTF-16 units on screen and waiting. */
  #length = 0;
  /** A frame was asked for, or a timer that asks for one. */
  #waiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastFrame = -Infinity;
  #motion: MediaQueryList | undefined;

  constructor(host: HTMLElement, callbacks: TypingCallbacks) {
    this.#host = host;
    this.#callbacks = callbacks;
  }

  /** UTF-16 units on screen and waiting. */
  get length(): number {
    return this.#length;
  }

  /** UTF-16 units on screen. */
  get typedLength(): number {
    return this.#typedLength;
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

  /** The element's nodes exist from here on. What came earlier is typed now. */
  attach(parts: TypingParts): void {
    this.#parts = parts;
    this.#wake();
  }

  connect(): void {
    this.#motion ??= matchMedia('(prefers-reduced-motion: reduce)');
    observeViewport(this.#host, (near) => {
      this.#returned = near && !this.#near && this.#waiting;
      this.#near = near;
      if (this.#waiting) this.#requestFrame();
      this.#callbacks.onNear(near);
    });
    this.#wake();
  }

  disconnect(): void {
    unobserveViewport(this.#host);
    frameLoop.cancel(this.#frame);
    clearTimeout(this.#timer);
    this.#waiting = false;
    // What fades is known to the whole page: it must not stay there without its element.
    this.#parts?.renderer.frame(Infinity);
  }

  push(text: string): void {
    this.#complete = false;
    this.#length += text.length;
    // A frame that comes anyway takes it in soon. To ask for the time costs more than the rest.
    if (this.#waiting && this.#typist.collect(text)) return;
    this.#typist.push(text, performance.now());
    this.#wake();
  }

  /** Keeps the first `length` UTF-16 units of all text, shown or not. */
  truncate(length: number): void {
    if (length >= this.#length) return;
    this.#length = length;
    if (length < this.#typedLength) {
      this.#typist.truncate(0);
      this.#typedLength = length;
      this.#parts?.renderer.truncate(length);
    } else {
      this.#typist.truncate(length - this.#typedLength);
    }
  }

  clear(): void {
    this.#complete = false;
    this.#typist.truncate(0);
    this.#length = 0;
    this.#typedLength = 0;
    this.#parts?.renderer.clear();
  }

  /** Everything has been received: `onTyped` follows when it is all on screen. */
  complete(): void {
    this.#complete = true;
    this.#typist.complete();
    // At once where nothing is left to type, without waiting for a frame.
    if (this.#typist.isIdle && this.#parts && !this.#paused) this.#finish();
    else this.#wake();
  }

  /** Shows everything received so far, paused or not. */
  skip(): void {
    if (!this.#parts) return;
    this.#typist.release();
    this.#write(this.#typist.typeAll(performance.now(), true));
    this.#showActivity();
    if (this.#complete && this.#typist.isIdle) this.#finish();
  }

  #wake(): void {
    if (this.#parts && !this.#paused && this.#host.isConnected) this.#requestFrame();
    this.#showActivity();
  }

  #requestFrame(): void {
    this.#waiting = true;
    clearTimeout(this.#timer);
    const wait = this.#lastFrame + this.#interval - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => frameLoop.request(this.#frame), wait);
    else frameLoop.request(this.#frame);
  }

  /** Milliseconds from one frame to the next, at least. */
  get #interval(): number {
    // Hidden, the frame loop waits by itself; the end is never waited for, nor the rest of a flood.
    if (document.hidden || this.#complete || this.#typist.backlog > 0) return 0;
    if (!this.#near) return FAR_INTERVAL;
    return this.#motion?.matches ? STILL_INTERVAL : 0;
  }

  readonly #frame = (time: number): void => {
    this.#waiting = false;
    this.#lastFrame = time;
    if (this.#paused || !this.#parts) return;
    const atOnce = this.#returned || document.hidden;
    this.#returned = false;
    const animate = this.#near && !atOnce && !this.#motion?.matches;
    if (animate) this.#write(this.#typist.type(time), this.fade ? time : undefined);
    else this.#write(this.#typist.typeAll(time, atOnce));
    const fades = this.#parts.renderer.frame(animate ? time : Infinity);
    if (fades) this.#requestFrame();
    if (!this.#typist.isIdle) {
      // In a hidden tab the frame loop calls again when text comes or the tab is shown.
      if (!document.hidden) this.#requestFrame();
    } else if (this.#complete) {
      this.#finish();
    }
    this.#showActivity();
  };

  #write(text: string, fadeFrom?: number): void {
    if (!text || !this.#parts) return;
    this.#parts.renderer.append(text, fadeFrom);
    this.#typedLength += text.length;
  }

  #finish(): void {
    this.#complete = false;
    this.#parts?.renderer.settle();
    this.#callbacks.onTyped();
    this.#showActivity();
  }

  #showActivity(): void {
    if (!this.#parts) return;
    const typing = !this.#typist.isIdle;
    const activity = typing || (this.#active && this.#paused) ? 'typing' : 'waiting';
    this.#parts.cursor.activity = this.#active || typing ? activity : 'off';
  }
}
