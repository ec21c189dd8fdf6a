import { expect } from '@open-wc/testing';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import { cleanUp, expectTyped, frame, mount, part, shownText } from '../support/element.js';

const NAME = 'typewriter-fade-';
const HAS_HIGHLIGHTS = 'highlights' in CSS;

/** What fades, by step. */
function fading(): string[] {
  if (!HAS_HIGHLIGHTS) return [];
  const result: string[] = [];
  CSS.highlights.forEach((highlight, name) => {
    if (!name.startsWith(NAME)) return;
    highlight.forEach((range) =>
      result.push(`${name.slice(NAME.length)}: ${(range as Range).toString()}`),
    );
  });
  return result.sort();
}

describe('fade', () => {
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

  const mountFading = async (duration = '') => {
    const element = mount({ speed: 'instant', fade: true });
    element.style.setProperty('--typewriter-fade-duration', duration);
    await element.updateComplete;
    return element;
  };

  it('takes new text through the shades, and leaves it as it is', async () => {
    const element = await mountFading('600ms');
    element.write('first ');
    element.write('x');
    clock.tick(16);
    if (!HAS_HIGHLIGHTS) {
      expect(shownText(element)).to.equal('first ');
      return;
    }
    expect(fading()).to.deep.equal(['0: first ']);
    clock.tick(230);
    expect(fading()).to.deep.equal(['0: x', '2: first ']);
    clock.tick(800);
    expect(fading()).to.deep.equal([]);
    expect(shownText(element)).to.equal('first x');
  });

  it('has its styles only once it is used', async () => {
    const still = mount({ speed: 'instant' });
    await still.updateComplete;
    still.write('as it is ');
    const element = await mountFading();
    element.write('paler');
    element.end();
    clock.tick(16);
    const usual = still.shadowRoot?.adoptedStyleSheets.length ?? 0;
    if (!HAS_HIGHLIGHTS) return;
    expect(element.shadowRoot?.adoptedStyleSheets).to.have.lengthOf(usual + 1);
    const line = part(element, 'line');
    const { color } = getComputedStyle(line, `::highlight(${NAME}0)`);
    expect(color).to.not.equal(getComputedStyle(line).color);
  });

  it('adds no element, and asks for no frame when it is over', async () => {
    const element = await mountFading();
    element.write('some text\nand a second line');
    element.end();
    clock.tick(16);
    expectTyped(element, 'some text\nand a second line');
    expect(element.state).to.equal('done');
    if (HAS_HIGHLIGHTS) expect(fading().length).to.equal(1);
    expect(part(element, 'line').querySelector('*:not([part~=cursor], [part~=cursor] *)')).to.equal(
      null,
    );
    clock.tick(1_000);
    expect(fading()).to.deep.equal([]);
    expect(clock.countTimers()).to.equal(0);
  });

  it('is off by default, with a duration of 0, and when text is cleared', async () => {
    const plain = mount({ speed: 'instant' });
    await plain.updateComplete;
    plain.write('text');
    plain.end();
    clock.tick(16);
    expect(fading()).to.deep.equal([]);
    const none = await mountFading('0s');
    none.write('text');
    none.end();
    clock.tick(32);
    expect(fading()).to.deep.equal([]);
    const element = await mountFading('10s');
    element.write('text');
    element.end();
    clock.tick(16);
    if (HAS_HIGHLIGHTS) expect(fading().length).to.equal(1);
    element.clear();
    expect(fading()).to.deep.equal([]);
  });

  it('comes to its end during a pause: no letter stays pale', async () => {
    const element = await mountFading('600ms');
    element.write('some text ');
    clock.tick(16);
    if (HAS_HIGHLIGHTS) expect(fading().length).to.equal(1);
    element.pause();
    await element.updateComplete;
    element.write('and more');
    clock.tick(300);
    if (HAS_HIGHLIGHTS) expect(fading()).to.deep.equal(['2: some text']);
    clock.tick(1_000);
    expect(fading()).to.deep.equal([]);
    expect(shownText(element)).to.equal('some text');
    expect(clock.countTimers()).to.equal(0);
  });

  it('leaves nothing behind when the element leaves the page', async () => {
    const element = await mountFading('10s');
    element.write('text');
    element.end();
    clock.tick(16);
    element.remove();
    expect(fading()).to.deep.equal([]);
  });

  it('does not fade with prefers-reduced-motion', async () => {
    const { matchMedia } = window;
    window.matchMedia = () => matchMedia.call(window, 'all');
    try {
      const element = await mountFading('10s');
      element.write('text');
      element.end();
      clock.tick(16);
      expectTyped(element, 'text');
      expect(fading()).to.deep.equal([]);
    } finally {
      window.matchMedia = matchMedia;
    }
  });

  it('types all the same where the browser has no highlights', async () => {
    const element = await mountFading();
    element.write('text');
    element.end();
    clock.tick(16);
    expectTyped(element, 'text');
    clock.restore();
    await frame();
  });
});
