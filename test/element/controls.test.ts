import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TypewriterStream } from '../../src/element/index.js';
import {
  cleanUp,
  create,
  expectTyped,
  mount,
  part,
  path,
  reach,
  statusText,
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
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
      expect(copied).to.equal('line one\nline two');
      expect(statusText(element)).to.equal('Copied');
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
});
