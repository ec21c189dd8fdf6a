import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TypewriterStream } from '../../src/element/index.js';
import {
  cleanUp,
  create,
  expectTyped,
  frame,
  microtasks,
  mount,
  part,
  path,
  reach,
} from '../support/element.js';

describe('the controls', () => {
  afterEach(cleanUp);

  const button = (element: TypewriterStream, label: string): HTMLButtonElement => {
    const buttons = element.shadowRoot?.querySelectorAll('button') ?? [];
    const found = [...buttons].find(({ textContent }) => textContent.trim() === label);
    if (!found) throw new Error(`no button "${label}"`);
    return found;
  };

  const isDisabled = (element: TypewriterStream, label: string) =>
    button(element, label).getAttribute('aria-disabled') === 'true';

  const isShown = (element: TypewriterStream, label: string) =>
    button(element, label).getClientRects().length > 0;

  const withControls = (src: string, speed = 'instant') => {
    const element = create({ src, speed });
    element.controls = true;
    document.body.append(element);
    return element;
  };

  it('are not there without the attribute', async () => {
    const element = mount();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[part=controls]')).to.equal(null);
    element.setAttribute('controls', '');
    await element.updateComplete;
    expect(part(element, 'controls').getAttribute('aria-label')).to.equal('Playback');
    await expect(element).to.be.accessible();
  });

  it('pause and go on with the keyboard, and keep the focus', async () => {
    const element = withControls(path('/article', { interval: 1 }), '10');
    await reach(element, 'streaming');
    await element.updateComplete;
    button(element, 'Pause').focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(element.paused).to.equal(true);
    expect(element.shadowRoot?.activeElement).to.equal(button(element, 'Play'));
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(element.paused).to.equal(false);
  });

  it('skip to the end, and then keep the focus on a button that does nothing more', async () => {
    const element = withControls(path('/article', { interval: 0, text: 'to the end' }), '1');
    await reach(element, 'typing');
    await element.updateComplete;
    const skip = button(element, 'Skip');
    skip.focus();
    skip.click();
    expectTyped(element, 'to the end');
    await element.updateComplete;
    expect(element.state).to.equal('done');
    expect(isDisabled(element, 'Skip')).to.equal(true);
    expect(element.shadowRoot?.activeElement).to.equal(skip);
    skip.click();
    expect(element.state).to.equal('done');
  });

  it('replay from the top', async () => {
    const element = withControls(path('/article', { interval: 0, text: 'again' }));
    await element.finished;
    await element.updateComplete;
    button(element, 'Replay').click();
    expect(element.text).to.equal('');
    await element.finished;
    expectTyped(element, 'again');
  });

  it('cannot replay what was given by hand', async () => {
    const element = withControls('');
    element.write('by hand');
    element.end();
    await element.finished;
    await element.updateComplete;
    expect(isDisabled(element, 'Replay')).to.equal(true);
  });

  it('copy the whole text, and say so', async () => {
    const element = withControls(path('/article', { interval: 0, text: 'line one\nline two' }));
    await element.finished;
    await element.updateComplete;
    let copied = '';
    const { clipboard } = navigator;
    const fake = {
      writeText: (text: string) => {
        copied = text;
        return Promise.resolve();
      },
    };
    Object.defineProperty(navigator, 'clipboard', { value: fake, configurable: true });
    try {
      button(element, 'Copy').click();
      await microtasks();
      expect(copied).to.equal('line one\nline two');
      await element.updateComplete;
      expect(button(element, 'Copied')).to.not.equal(undefined);
    } finally {
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    }
  });

  it('speak the language of `strings`', async () => {
    const element = withControls('');
    element.strings = { pause: 'Anhalten', controls: 'Wiedergabe' };
    await element.updateComplete;
    expect(button(element, 'Anhalten')).to.not.equal(undefined);
    expect(part(element, 'controls').getAttribute('aria-label')).to.equal('Wiedergabe');
  });

  it('keep their places while the reader is on one of them, so that a click meets its button', async () => {
    const element = withControls(path('/article', { interval: 0, text: 'to the end' }), '1');
    await reach(element, 'typing');
    await element.updateComplete;
    button(element, 'Skip').focus();
    button(element, 'Skip').click();
    await element.updateComplete;
    const { left } = button(element, 'Copy').getBoundingClientRect();
    button(element, 'Copy').focus();
    await element.updateComplete;
    expect(button(element, 'Copy').getBoundingClientRect().left).to.equal(left);
    button(element, 'Copy').blur();
    await element.updateComplete;
    expect(isShown(element, 'Skip')).to.equal(false);
    expect(isShown(element, 'Copy')).to.equal(true);
  });

  it('have nothing to copy once the text is gone', async () => {
    const element = withControls('');
    element.write('text');
    await element.updateComplete;
    expect(isDisabled(element, 'Copy')).to.equal(false);
    element.clear();
    await element.updateComplete;
    expect(isDisabled(element, 'Copy')).to.equal(true);
    element.write('again');
    await element.updateComplete;
    expect(isDisabled(element, 'Copy')).to.equal(false);
    element.replace('');
    await element.updateComplete;
    expect(isDisabled(element, 'Copy')).to.equal(true);
  });

  it('do not say Copied for ever, when the element was taken out meanwhile', async () => {
    const element = withControls('');
    element.write('text');
    await element.updateComplete;
    button(element, 'Copy').click();
    while (!element.shadowRoot?.textContent.includes('opied')) await frame();
    element.remove();
    document.body.append(element);
    await element.updateComplete;
    expect(button(element, 'Copy')).to.not.equal(undefined);
  });
});
