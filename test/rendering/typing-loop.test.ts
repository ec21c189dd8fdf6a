import { expect } from '@open-wc/testing';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import type { TypewriterStream } from '../../src/element/index.js';
import { cleanUp, create, expectTyped, mount, next, path, shownText } from '../support/element.js';

const FRAME = 16;

/** The browser has told everybody what is near the viewport: the first to ask, and who asks next. */
async function seen(element: Element): Promise<void> {
  for (let times = 0; times < 2; times++) {
    await new Promise<void>((resolve) => {
      new IntersectionObserver((_entries, observer) => {
        observer.disconnect();
        resolve();
      }).observe(element);
    });
  }
}
const TEXT = 'The quick brown fox jumps over the lazy dog. '.repeat(10);

describe('typing', () => {
  let clock: SinonFakeTimers;

  beforeEach(() => {
    clock = useFakeTimers({
      toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'],
    });
  });

  afterEach(() => {
    clock.restore();
    cleanUp();
  });

  const pass = (milliseconds: number) => clock.tick(milliseconds);

  it('types a number of characters per second', async () => {
    const element = mount({ speed: 40 });
    await element.updateComplete;
    element.write(TEXT);
    pass(1000);
    expect(element.typedText.length).to.be.within(39, 42);
    pass(4000);
    expect(element.typedText.length).to.be.within(198, 203);
    expect(element.text).to.equal(TEXT);
    expect(shownText(element)).to.equal(element.typedText);
  });

  it('takes a new speed on the next frame, and speaks of graphemes, not of units', async () => {
    const element = mount({ speed: 1 });
    await element.updateComplete;
    element.write('👨‍👩‍👧‍👦'.repeat(20));
    pass(2000);
    const slow = [...new Intl.Segmenter().segment(element.typedText)].length;
    expect(slow).to.be.within(2, 4);
    element.speed = 10;
    await element.updateComplete;
    pass(1000);
    expect([...new Intl.Segmenter().segment(element.typedText)].length - slow).to.be.within(9, 11);
  });

  it('shows text in the next frame with speed="instant"', async () => {
    const element = mount({ speed: 'instant' });
    await element.updateComplete;
    element.write(TEXT);
    element.end();
    expect(element.typedText).to.equal('');
    pass(FRAME);
    expectTyped(element, TEXT);
    expect(element.state).to.equal('done');
  });

  it('writes once a frame, however many messages came', async () => {
    const element = mount({ speed: 'instant' });
    await element.updateComplete;
    element.write('begin ');
    pass(200);
    const line = element.shadowRoot?.querySelector('[part=line]');
    if (!line) throw new Error('no line');
    const observer = new MutationObserver(() => undefined);
    observer.observe(line, { characterData: true, childList: true, subtree: true });
    for (const word of TEXT.split(' ')) element.write(`${word} `);
    pass(FRAME);
    expect(observer.takeRecords()).to.have.length(1);
    observer.disconnect();
  });

  it('never shows half a grapheme, wherever it is cut', async () => {
    const clusters = ['👨‍👩‍👧‍👦', '🇹🇼', '👍🏽', 'e\u0301', 'नि', '각', '❤️‍🔥', '1️⃣'];
    const element = mount({ speed: 'instant' });
    await element.updateComplete;
    const allowed = new Set(['']);
    let whole = '';
    for (const cluster of clusters) {
      whole += cluster;
      allowed.add(whole);
    }
    for (const unit of whole.split('')) {
      element.write(unit);
      pass(FRAME);
      expect(allowed).to.include(shownText(element));
    }
    element.end();
    pass(FRAME);
    expectTyped(element, whole);
  });

  it('waits no longer than 150 ms for the rest of a cluster', async () => {
    const element = mount({ speed: 'instant' });
    await element.updateComplete;
    element.write('ab');
    pass(100);
    expect(element.typedText).to.equal('a');
    pass(80);
    expect(element.typedText).to.equal('ab');
  });

  it('types half a surrogate pair only at the end, where nothing can complete it', async () => {
    const element = mount({ speed: 'instant' });
    await element.updateComplete;
    element.write('a\ud83d');
    pass(1000);
    expect(element.typedText).to.equal('a');
    element.end();
    pass(FRAME);
    expect(element.typedText).to.equal('a\ud83d');
  });

  it('is held by pause(), goes on with play(), and is a state, not an attribute', async () => {
    const element = mount({ speed: 100 });
    await element.updateComplete;
    element.write(TEXT);
    pass(500);
    element.pause();
    await element.updateComplete;
    expect(element.hasAttribute('paused')).to.equal(false);
    expect(element.matches(':state(paused)')).to.equal(true);
    const held = element.typedText;
    element.write('more');
    pass(5000);
    expect(element.typedText).to.equal(held);
    expect(element.text).to.equal(`${TEXT}more`);
    element.play();
    await element.updateComplete;
    pass(100);
    // What was not typed while paused is not made up for.
    expect(element.typedText.length - held.length).to.be.within(5, 15);
  });

  it('stays in state typing while paused, and is done after play()', async () => {
    const element = mount({ speed: 'instant', paused: true });
    await element.updateComplete;
    element.write('text');
    element.end();
    pass(1000);
    expect(element.state).to.equal('typing');
    element.play();
    await element.updateComplete;
    pass(FRAME);
    expect(element.state).to.equal('done');
    expectTyped(element, 'text');
  });

  it('shows everything received so far with skip(), paused or not', async () => {
    const element = mount({ speed: 5 });
    await element.updateComplete;
    element.write(TEXT);
    element.skip();
    expectTyped(element, TEXT);
    element.pause();
    await element.updateComplete;
    element.write('more');
    element.end();
    element.skip();
    expectTyped(element, `${TEXT}more`);
    expect(element.state).to.equal('done');
  });

  it('shows a flood in several frames with skip(), paused or not, and goes on as before', async () => {
    const flood = 'x\n'.repeat(50_000);
    const element = mount({ speed: 5 });
    await element.updateComplete;
    element.pause();
    await element.updateComplete;
    element.write(flood);
    element.skip();
    expect(element.typedText.length).to.be.within(1_000, 20_000);
    for (let frames = 0; frames < 100; frames++) pass(FRAME);
    expect(element.typedText === flood).to.be.true;
    element.write(TEXT);
    element.play();
    await element.updateComplete;
    pass(1000);
    expect(element.typedText.length - flood.length).to.be.within(4, 7);
    element.skip();
    expect(shownText(element) === flood + TEXT).to.be.true;
  });

  it('asks for no frame while nothing waits', async () => {
    const element = mount({ speed: 'instant' });
    await element.updateComplete;
    element.write('text');
    element.end();
    pass(1000);
    expect(clock.countTimers()).to.equal(0);
    expect(element.state).to.equal('done');
  });

  it('shares one frame among all elements', async () => {
    const elements = Array.from({ length: 5 }, () => mount({ speed: 50 }));
    await Promise.all(elements.map((element) => element.updateComplete));
    for (const element of elements) element.write(TEXT);
    expect(clock.countTimers()).to.equal(1);
    pass(500);
    expect(clock.countTimers()).to.equal(1);
    for (const element of elements) element.remove();
    expect(clock.countTimers()).to.equal(0);
  });

  it('types what was given before it was in the document', async () => {
    const element = create({ speed: 'instant' });
    element.write('early');
    element.end();
    expect(element.state).to.equal('typing');
    document.body.append(element);
    await element.updateComplete;
    pass(FRAME);
    expectTyped(element, 'early');
    expect(element.state).to.equal('done');
  });

  it('does not change the pace of a stream that is over: speed="auto" drains it quickly', async () => {
    const element = mount({ speed: 'auto' });
    await element.updateComplete;
    element.write(TEXT);
    element.end();
    pass(2500);
    expectTyped(element, TEXT);
    expect(element.state).to.equal('done');
  });
});

describe('off stage', () => {
  afterEach(cleanUp);

  const hide = (hidden: boolean) => {
    if (hidden) Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    else Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
  };

  it('shows text as it comes in a hidden tab, without frames or timers', async () => {
    const element = mount({ speed: 1, announce: 'off' });
    await element.updateComplete;
    hide(true);
    const clock = useFakeTimers({ toFake: ['requestAnimationFrame', 'setTimeout'] });
    try {
      element.write(TEXT);
      element.end();
      await Promise.resolve();
      expectTyped(element, TEXT);
      expect(element.state).to.equal('done');
      expect(clock.countTimers()).to.equal(0);
    } finally {
      clock.restore();
      hide(false);
    }
  });

  it('shows a flood in a hidden tab in several tasks', async () => {
    const flood = 'x\n'.repeat(15_000);
    const element = mount({ speed: 1, announce: 'off' });
    await element.updateComplete;
    hide(true);
    try {
      element.write(flood);
      element.end();
      await Promise.resolve();
      await Promise.resolve();
      expect(element.typedText.length).to.be.within(1_000, 20_000);
      await element.finished;
      expect(shownText(element) === flood).to.be.true;
    } finally {
      hide(false);
    }
  });

  it('shows at once what waited when the tab is hidden, and types on when it is back', async () => {
    const element = mount({ speed: 1 });
    await element.updateComplete;
    element.write(TEXT);
    try {
      hide(true);
      await Promise.resolve();
      expect(element.typedText.length).to.be.at.least(TEXT.length - 1);
    } finally {
      hide(false);
    }
    element.speed = 'instant';
    element.write('end');
    element.end();
    await element.finished;
    expectTyped(element, `${TEXT}end`);
  });

  describe('writes seldom', () => {
    let clock: SinonFakeTimers;

    beforeEach(() => {
      clock = useFakeTimers({
        toFake: [
          'requestAnimationFrame',
          'cancelAnimationFrame',
          'performance',
          'setTimeout',
          'clearTimeout',
        ],
      });
    });

    afterEach(() => clock.restore());

    /** What is on screen at one time or another while a word comes every 10 ms. */
    function shownDuring(element: TypewriterStream, milliseconds: number): Set<string> {
      const shown = new Set<string>();
      for (let time = 0; time < milliseconds; time += 10) {
        element.write('word ');
        clock.tick(10);
        shown.add(element.typedText);
      }
      return shown;
    }

    it('where nothing may move: ten times a second, and the end at once', async () => {
      const { matchMedia } = window;
      window.matchMedia = () => matchMedia.call(window, 'all');
      try {
        const element = mount({ speed: 1 });
        await element.updateComplete;
        expect(shownDuring(element, 1000).size).to.be.within(8, 12);
        expect(element.text.length - element.typedText.length).to.be.at.most(60);
        // Of a flood the rest is not waited for.
        element.write('word '.repeat(10_000));
        clock.tick(200);
        expect(element.text.length - element.typedText.length).to.be.at.most(1);
        element.end();
        clock.tick(FRAME);
        expectTyped(element, 'word '.repeat(10_100));
        expect(element.state).to.equal('done');
      } finally {
        window.matchMedia = matchMedia;
      }
    });

    it('far off screen: twice a second, and all that is there on return', async () => {
      const spacer = document.createElement('div');
      spacer.style.height = '5000px';
      document.body.append(spacer);
      const element = mount({ speed: 1 });
      await element.updateComplete;
      await seen(element);
      expect(shownDuring(element, 2000).size).to.be.within(4, 6);
      element.write('and the last');
      spacer.remove();
      await seen(element);
      clock.tick(2 * FRAME);
      expect(element.typedText.length).to.be.at.least(element.text.length - 12);
    });
  });

  it('does not animate with prefers-reduced-motion', async () => {
    const { matchMedia } = window;
    window.matchMedia = () => matchMedia.call(window, 'all');
    try {
      const element = mount({ speed: 1, src: path('/article', { interval: 0, text: TEXT }) });
      await next(element, 'stream-typed');
      expectTyped(element, TEXT);
    } finally {
      window.matchMedia = matchMedia;
    }
  });
});
