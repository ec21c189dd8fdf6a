import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { Follow } from '../../src/rendering/follow.js';
import { IS_WEBKIT, frame } from '../support/element.js';

/** Two frames: sizes are observed after the layout of one, scrolls told at the start of the next. */
const settled = async (): Promise<void> => {
  for (let times = 0; times < 3; times++) await frame();
};

describe('follow', () => {
  let scroller: HTMLElement;
  let host: HTMLElement;
  let follow: Follow;
  let log: boolean[];

  beforeEach(() => {
    scroller = document.createElement('div');
    scroller.tabIndex = 0;
    scroller.style.cssText = 'height: 200px; width: 300px; overflow: auto; line-height: 20px';
    host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).append(document.createElement('div'));
    scroller.append(host);
    document.body.prepend(scroller);
    log = [];
    follow = new Follow(host, () => log.push(follow.offersLatest));
    follow.enabled = true;
  });

  afterEach(() => {
    follow.enabled = false;
    scroller.remove();
  });

  const grow = async (lines: number): Promise<void> => {
    for (let line = 0; line < lines; line++) {
      const block = document.createElement('div');
      block.style.height = '20px';
      host.shadowRoot!.firstElementChild!.append(block);
      if (line % 10 === 9) await settled();
    }
    await settled();
  };
  const distance = (box: Element = scroller): number =>
    Math.round(box.scrollHeight - box.clientHeight - box.scrollTop);

  /** What a reader does scrolls by itself; the browser tells of it a little later. */
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await frame();
  };

  it('keeps the end in view while text grows', async () => {
    await grow(50);
    expect(distance()).to.equal(0);
    expect(log).to.deep.equal([]);
  });

  it('does nothing when it is off, and nothing to a reader who was not there', async () => {
    follow.enabled = false;
    await grow(50);
    expect(scroller.scrollTop).to.equal(0);
    follow.enabled = true;
    expect(follow.isAway).to.equal(true);
    await grow(50);
    expect(scroller.scrollTop).to.equal(0);
    follow.jump();
    await grow(10);
    expect(distance()).to.equal(0);
    expect(log).to.deep.equal([true, false]);
  });

  describe('of several in one box', () => {
    let later: Follow;
    let laterLog: boolean[];

    /** Another turn of a chat: its first lines push the end out of view before it is followed. */
    const add = (): void => {
      const next = document.createElement('div');
      next.style.height = '100px';
      next.attachShadow({ mode: 'open' });
      scroller.append(next);
      laterLog = [];
      later = new Follow(next, () => laterLog.push(later.offersLatest));
      later.enabled = true;
    };

    afterEach(() => {
      later.enabled = false;
    });

    it('goes on with the one that was added, if the reader was at the end', async () => {
      await grow(50);
      add();
      expect(later.isAway).to.equal(false);
      expect(distance()).to.equal(0);
      expect([...log, ...laterLog]).to.deep.equal([]);
    });

    it('leaves a reader alone who was away', async () => {
      await grow(50);
      scroller.scrollTop = 100;
      await until(() => log.length === 1);
      add();
      await settled();
      expect(scroller.scrollTop).to.equal(100);
      expect(later.isAway).to.equal(true);
    });

    it('lets one of them offer the way to the end: the lowest that begins in view or above', async () => {
      await grow(50);
      scroller.scrollTop = 100;
      await until(() => log.length === 1);
      add();
      expect([log, laterLog]).to.deep.equal([[true], []]);
      // Both are in view here, and the end is not.
      scroller.scrollTop = 850;
      await until(() => laterLog.length === 1);
      expect([log, laterLog]).to.deep.equal([[true, false], [true]]);
      scroller.scrollTop = 600;
      await until(() => laterLog.length === 2);
      expect([log, laterLog]).to.deep.equal([
        [true, false, true],
        [true, false],
      ]);
      later.enabled = false;
      follow.enabled = false;
      expect(log.at(-1)).to.equal(false);
    });
  });

  it('keeps the end of the page in view, where nothing else scrolls', async () => {
    follow.enabled = false;
    document.body.append(host);
    follow.enabled = true;
    await grow(100);
    const page = document.scrollingElement!;
    expect(page.scrollTop).to.be.above(500);
    expect(distance(page)).to.equal(0);
    page.scrollTop -= 100;
    await settled();
    await grow(10);
    expect(distance(page)).to.equal(300);
    host.remove();
    page.scrollTop = 0;
  });

  it('keeps the end of a body in view that scrolls by itself, since the root element does not', async () => {
    const { body, documentElement: root } = document;
    root.style.overflow = 'hidden';
    body.style.cssText = 'height: 300px; overflow: auto';
    try {
      scroller.style.overflow = 'visible';
      follow.enabled = false;
      follow.enabled = true;
      await grow(50);
      expect(distance(body)).to.be.closeTo(0, 1);
      body.scrollTop -= 100;
      await until(() => follow.isAway);
    } finally {
      root.style.overflow = '';
      body.style.cssText = '';
    }
  });

  it('loses at once against a scroll up, of any length, and sticks again near the end', async () => {
    await grow(50);
    // As a scrollbar does: it scrolls, without any event before.
    scroller.scrollTop -= 3;
    await settled();
    expect(follow.isAway).to.equal(true);
    await grow(20);
    expect(distance()).to.equal(403);
    scroller.scrollTop += 403 - 25;
    await settled();
    expect(follow.isAway).to.equal(true);
    scroller.scrollTop += 1;
    await settled();
    expect(follow.isAway).to.equal(false);
    await grow(5);
    expect(distance()).to.equal(0);
    expect(log).to.deep.equal([true, false]);
  });

  it('holds still from the first turn of a wheel on, before anything scrolled', async () => {
    await grow(50);
    const { setTimeout } = window;
    let timeIsOver: (() => void) | undefined;
    window.setTimeout = ((callback: () => void) => {
      timeIsOver = callback;
      return 0;
    }) as typeof window.setTimeout;
    // No WheelEvent, which scrolls in WebKit.
    scroller.dispatchEvent(Object.assign(new Event('wheel'), { deltaY: -5 }));
    window.setTimeout = setTimeout;
    const { scrollTop } = scroller;
    await grow(5);
    expect(scroller.scrollTop).to.equal(scrollTop);
    // Nothing scrolled: it was another box's wheel.
    timeIsOver?.();
    expect(follow.isAway).to.equal(false);
    expect(distance()).to.equal(0);
  });

  it('holds still for a finger that pulls down, and not for one that pushes up', async () => {
    await grow(50);
    const touch = (type: string, clientY: number) => {
      const event = new Event(type, { bubbles: true });
      scroller.dispatchEvent(Object.assign(event, { touches: [{ clientY }] }));
    };
    touch('touchstart', 100);
    touch('touchmove', 90);
    expect(follow.isAway).to.equal(false);
    touch('touchmove', 95);
    expect(follow.isAway).to.equal(true);
  });

  it('loses against keys', async () => {
    await grow(50);
    scroller.focus();
    await sendKeys({ press: 'PageUp' });
    expect(log[0]).to.equal(true);
    // A busy browser may scroll so late that the key counts as one that scrolls nothing. Keys without a pause keep it from it.
    for (;;) {
      await until(() => distance() > 100 || !follow.isAway);
      if (distance() > 100) break;
      await sendKeys({ press: 'PageUp' });
    }
    await grow(5);
    expect(distance()).to.be.above(150);
    await sendKeys({ press: 'End' });
    await until(() => !follow.isAway);
    await grow(5);
    expect(distance()).to.equal(0);
  });

  it('takes no key for a scroll that goes into a field', async () => {
    await grow(50);
    const field = document.createElement('textarea');
    scroller.append(field);
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, composed: true }),
    );
    expect(follow.isAway).to.equal(false);
  });

  if (!IS_WEBKIT) {
    it('loses against a dragged scrollbar', async () => {
      await grow(200);
      if (scroller.offsetWidth === scroller.clientWidth) return; // It lies over the text.
      const { right, bottom, top } = scroller.getBoundingClientRect();
      const x = Math.round(right - 5);
      await sendMouse({ type: 'move', position: [x, Math.round(bottom - 30)] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [x, Math.round(top + 60)] });
      await until(() => follow.isAway);
      await grow(5);
      expect(distance()).to.be.above(150);
      await sendMouse({ type: 'up' });
    });
  }

  it('is not confused by a smooth page, by a new size, or by less text', async () => {
    scroller.style.scrollBehavior = 'smooth';
    await grow(50);
    expect(distance()).to.equal(0);
    scroller.style.height = '120px';
    await settled();
    expect(distance()).to.equal(0);
    scroller.style.height = '260px';
    await settled();
    expect(distance()).to.equal(0);
    const content = host.shadowRoot!.firstElementChild!;
    for (let line = 0; line < 20; line++) content.lastElementChild!.remove();
    await settled();
    expect(distance()).to.equal(0);
    await grow(10);
    expect(distance()).to.equal(0);
    expect(log).to.deep.equal([]);
  });

  it('leaves everything alone once it is disconnected', async () => {
    await grow(50);
    follow.enabled = false;
    const { scrollTop } = scroller;
    await grow(10);
    expect(scroller.scrollTop).to.equal(scrollTop);
    follow.enabled = true;
    expect(follow.isAway).to.equal(true);
  });

  it('follows a host without a box', async () => {
    host.style.display = 'contents';
    await grow(50);
    expect(distance()).to.equal(0);
  });
});
