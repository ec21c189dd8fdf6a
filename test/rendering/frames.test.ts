import { expect } from '@open-wc/testing';
import { useFakeTimers } from 'sinon';
import { frameLoop, type FrameCallback } from '../../src/rendering/frames.js';

/** The browser's frames, given by hand. */
class Frames {
  readonly requested = new Map<number, FrameRequestCallback>();
  count = 0;
  readonly #request = window.requestAnimationFrame;
  readonly #cancel = window.cancelAnimationFrame;

  install(): void {
    window.requestAnimationFrame = (callback) => {
      this.requested.set(++this.count, callback);
      return this.count;
    };
    window.cancelAnimationFrame = (handle) => void this.requested.delete(handle);
  }

  uninstall(): void {
    window.requestAnimationFrame = this.#request;
    window.cancelAnimationFrame = this.#cancel;
  }

  /** One frame passes. */
  run(): void {
    const callbacks = [...this.requested.values()];
    this.requested.clear();
    for (const callback of callbacks) callback(0);
  }
}

function setHidden(hidden: boolean | undefined): void {
  if (hidden === undefined) Reflect.deleteProperty(document, 'hidden');
  else Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('the frame loop', () => {
  let frames: Frames;
  let log: string[];
  const callbacks: FrameCallback[] = [];

  /** A callback that notes its name; the frame loop forgets it after the test. */
  const named = (name: string, then?: () => void) => {
    const callback = () => {
      log.push(name);
      then?.();
    };
    callbacks.push(callback);
    return callback;
  };

  beforeEach(() => {
    frames = new Frames();
    frames.install();
    log = [];
    setHidden(false);
  });

  afterEach(() => {
    for (const callback of callbacks.splice(0)) frameLoop.cancel(callback);
    setHidden(undefined);
    frames.uninstall();
  });

  it('asks the browser for one frame, however many callbacks want it', () => {
    for (const name of ['a', 'b', 'c']) frameLoop.request(named(name));
    expect(frames.requested.size).to.equal(1);
    frames.run();
    expect(log).to.deep.equal(['a', 'b', 'c']);
    expect(frames.count).to.equal(1);
  });

  it('calls once for a request, and for the same callback asked for twice', () => {
    const callback = named('a');
    frameLoop.request(callback);
    frameLoop.request(callback);
    frames.run();
    frames.run();
    expect(log).to.deep.equal(['a']);
  });

  it('rests while nobody wants a frame', () => {
    frameLoop.request(named('a'));
    frames.run();
    expect(frames.requested.size).to.equal(0);
  });

  it('passes the present time, not the start of the frame', () => {
    const before = performance.now();
    let time = 0;
    const callback = (now: number) => void (time = now);
    frameLoop.request(callback);
    frames.run();
    expect(time).to.be.within(before, performance.now());
  });

  it('calls a callback that asks again in the next frame, not in this one', () => {
    const again = named('again', () => frameLoop.request(again));
    frameLoop.request(again);
    frames.run();
    expect(log).to.deep.equal(['again']);
    frames.run();
    frames.run();
    expect(log).to.deep.equal(['again', 'again', 'again']);
    expect(frames.count).to.equal(4);
  });

  it('does not call what was cancelled, and gives the frame back when nobody is left', () => {
    const a = named('a');
    const b = named('b');
    frameLoop.request(a);
    frameLoop.request(b);
    frameLoop.cancel(a);
    expect(frames.requested.size).to.equal(1);
    frameLoop.cancel(b);
    expect(frames.requested.size).to.equal(0);
    frames.run();
    expect(log).to.deep.equal([]);
    frameLoop.request(a);
    frames.run();
    expect(log).to.deep.equal(['a']);
  });

  it('does not call what another callback of the same frame cancelled', () => {
    const b = named('b');
    frameLoop.request(named('a', () => frameLoop.cancel(b)));
    frameLoop.request(b);
    frames.run();
    expect(log).to.deep.equal(['a']);
  });

  it('calls the others although one throws, and reports what it threw', () => {
    const reported: unknown[] = [];
    const { reportError } = window;
    window.reportError = (error: unknown) => void reported.push(error);
    const failure = new Error('a broken element');
    const broken = named('broken', () => {
      throw failure;
    });
    frameLoop.request(broken);
    frameLoop.request(named('b'));
    frames.run();
    window.reportError = reportError;
    expect(log).to.deep.equal(['broken', 'b']);
    expect(reported).to.deep.equal([failure]);
  });

  describe('in a hidden tab', () => {
    it('calls at the end of the task, without frames', async () => {
      setHidden(true);
      frameLoop.request(named('a'));
      frameLoop.request(named('b'));
      expect(log).to.deep.equal([]);
      await Promise.resolve();
      expect(log).to.deep.equal(['a', 'b']);
      expect(frames.count).to.equal(0);
    });

    it('does not call what was cancelled in the same task', async () => {
      setHidden(true);
      const callback = named('a');
      frameLoop.request(callback);
      frameLoop.cancel(callback);
      await Promise.resolve();
      expect(log).to.deep.equal([]);
    });

    it('calls again when the tab is shown', async () => {
      setHidden(true);
      frameLoop.request(named('a'));
      await Promise.resolve();
      setHidden(false);
      expect(log).to.deep.equal(['a']);
      expect(frames.requested.size).to.equal(1);
      frames.run();
      expect(log).to.deep.equal(['a', 'a']);
      expect(frames.requested.size).to.equal(0);
    });

    it('does not call again what was cancelled meanwhile', async () => {
      setHidden(true);
      const callback = named('a');
      frameLoop.request(callback);
      await Promise.resolve();
      frameLoop.cancel(callback);
      setHidden(false);
      frames.run();
      expect(log).to.deep.equal(['a']);
    });

    it('shows at once what waited for a frame when the tab was hidden', async () => {
      frameLoop.request(named('a'));
      setHidden(true);
      expect(frames.requested.size).to.equal(0);
      await Promise.resolve();
      expect(log).to.deep.equal(['a']);
    });

    it('goes on with frames after it was hidden and shown in one task', async () => {
      frameLoop.request(named('a'));
      setHidden(true);
      setHidden(false);
      await Promise.resolve();
      frames.run();
      expect(log).to.deep.equal(['a']);
      const again = named('again', () => frameLoop.request(again));
      frameLoop.request(again);
      frames.run();
      expect(frames.requested.size).to.equal(1);
    });
  });

  describe('where no frames come', () => {
    const passing = (test: (pass: (milliseconds: number) => void) => void) => () => {
      const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
      try {
        test((milliseconds) => void clock.tick(milliseconds));
        for (const callback of callbacks.splice(0)) frameLoop.cancel(callback);
        clock.tick(1_000);
        expect(clock.countTimers()).to.equal(0);
      } finally {
        clock.restore();
      }
    };

    /** Notes whether it was a frame. */
    const noting = () => {
      const callback: FrameCallback = (_time, isAnimationFrame) =>
        log.push(isAnimationFrame ? 'frame' : 'timer');
      callbacks.push(callback);
      return callback;
    };

    it(
      'calls after a while all the same, and says that nobody saw it',
      passing((pass) => {
        frameLoop.request(noting());
        pass(200);
        expect(log).to.deep.equal([]);
        pass(100);
        expect(log).to.deep.equal(['timer']);
        expect(frames.requested.size).to.equal(0);
        frameLoop.request(noting());
        pass(300);
        expect(log).to.deep.equal(['timer', 'timer']);
      }),
    );

    it(
      'goes on with frames as soon as they come',
      passing((pass) => {
        frameLoop.request(noting());
        pass(300);
        frameLoop.request(noting());
        frames.run();
        expect(log).to.deep.equal(['timer', 'frame']);
        pass(1_000);
        expect(log).to.deep.equal(['timer', 'frame']);
      }),
    );

    it(
      'leaves frames alone that come, however often they are asked for',
      passing((pass) => {
        for (let count = 0; count < 60; count++) {
          frameLoop.request(noting());
          pass(17);
          frames.run();
        }
        expect(new Set(log)).to.deep.equal(new Set(['frame']));
      }),
    );

    it(
      'waits for a frame that is only late because the page was busy',
      passing((pass) => {
        frameLoop.request(noting());
        pass(251);
        frames.run();
        expect(log).to.deep.equal(['frame']);
      }),
    );
  });
});
