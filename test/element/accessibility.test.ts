import { expect } from '@open-wc/testing';
import { useFakeTimers } from 'sinon';
import type { TypewriterStream } from '../../src/element/index.js';
import { LYRIC } from '../../demo-server/texts.js';
import { cleanUp, create, mount, next, part, path, reach, statusText } from '../support/element.js';

describe('accessibility', () => {
  afterEach(cleanUp);

  it('passes the axe audit while it waits, types, is done and has failed', async () => {
    const typing = mount({ speed: 20 });
    typing.write('Some text that is being typed.');
    const done = mount({ src: path('/article', { interval: 0 }) });
    await done.finished;
    const failed = mount({ src: '/error?status=404' });
    await next(failed, 'stream-error');
    await failed.updateComplete;
    for (const element of [mount(), typing, done, failed]) {
      await expect(element).to.be.accessible();
    }
  });

  it('is ordinary content: only the status region is live, and it is always there', async () => {
    const element = mount();
    await element.updateComplete;
    const live = element.shadowRoot?.querySelectorAll('[aria-live], [role=status], [role=alert]');
    expect(live).to.have.length(1);
    expect(element.hasAttribute('role')).to.equal(false);
    expect(element.hasAttribute('aria-busy')).to.equal(false);
  });

  it('says that it is generating, and then that it is complete', async () => {
    const element = mount({ src: path('/article', { interval: 1, text: 'abcdef' }) });
    await reach(element, 'streaming');
    await element.updateComplete;
    expect(statusText(element)).to.equal('Generating…');
    await element.finished;
    await element.updateComplete;
    expect(statusText(element)).to.equal('Response complete');
  });

  it('repeats that it is generating every seven seconds, in a way that is a change', async () => {
    const clock = useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const element = mount({ speed: 1 });
      await element.updateComplete;
      element.write(LYRIC);
      await element.updateComplete;
      const region = element.shadowRoot?.querySelector('[role=status]') as HTMLElement;
      const said: string[] = [region.textContent];
      for (let i = 0; i < 3; i++) {
        clock.tick(7000);
        said.push(region.textContent);
      }
      expect(said.map((text) => text.trim())).to.deep.equal(Array(4).fill('Generating…'));
      for (let i = 1; i < said.length; i++) expect(said[i]).not.to.equal(said[i - 1]);
      element.remove();
      element.stop();
      await element.updateComplete;
      expect(clock.countTimers()).to.equal(0);
    } finally {
      clock.restore();
    }
  });

  it('says that it was stopped, and why it failed', async () => {
    const element = mount({ src: path('/article', { interval: 1 }) });
    await reach(element, 'streaming');
    element.stop();
    await element.updateComplete;
    expect(statusText(element)).to.equal('Stopped');
    element.src = '/error?status=500';
    element.maxRetries = 0;
    await next(element, 'stream-error');
    await element.updateComplete;
    expect(statusText(element)).to.equal('The server has a problem.');
  });

  it('speaks the whole text once with announce="final", and nothing with "off"', async () => {
    const final = mount({
      announce: 'final',
      src: path('/article', { interval: 0, text: 'Hello' }),
    });
    const off = mount({ announce: 'off', src: path('/article', { interval: 0, text: 'Hello' }) });
    await Promise.all([final.finished, off.finished]);
    await Promise.all([final.updateComplete, off.updateComplete]);
    expect(statusText(final)).to.equal('Response complete. Hello');
    expect(statusText(off)).to.equal('');
  });

  it('speaks the language of `strings`', async () => {
    const element = create({ src: path('/article', { interval: 0, text: 'Hallo' }) });
    element.strings = { complete: 'Antwort vollständig' };
    document.body.append(element);
    await element.finished;
    await element.updateComplete;
    expect(statusText(element)).to.equal('Antwort vollständig');
  });

  it('never moves the focus', async () => {
    const input = document.createElement('input');
    document.body.append(input);
    input.focus();
    const element = mount({ src: path('/article', { interval: 0 }) });
    await element.finished;
    const failed = mount({ src: '/error?status=404' });
    await next(failed, 'stream-error');
    await failed.updateComplete;
    expect(document.activeElement).to.equal(input);
    input.remove();
  });

  it('can be retried with the keyboard', async () => {
    const element = mount({ src: '/error?status=503', maxRetries: 0 });
    await next(element, 'stream-error');
    await element.updateComplete;
    const button = part(element, 'button');
    button.focus();
    expect(element.shadowRoot?.activeElement).to.equal(button);
    expect(button.getBoundingClientRect().height).to.be.at.least(24);
  });

  it('keeps the focus when Retry goes away', async () => {
    const element = mount({ src: '/error?status=503', maxRetries: 0 });
    await next(element, 'stream-error');
    await element.updateComplete;
    part(element, 'button').focus();
    part(element, 'button').click();
    await next(element, 'stream-error');
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'text'));
  });

  it('keeps the focus when any other button goes away', async () => {
    const element = mount({ src: path('/article', { interval: 0 }) });
    element.controls = true;
    await element.finished;
    await element.updateComplete;
    const hasFocus = (host: TypewriterStream) =>
      host.shadowRoot?.activeElement === part(host, 'text');
    element.shadowRoot?.querySelector<HTMLElement>('[part=button]:not([aria-disabled])')?.focus();
    element.controls = false;
    await element.updateComplete;
    expect(hasFocus(element)).to.equal(true);
    // "Try now" goes away when the connection is there again.
    const lost = mount({ src: '/error?status=503' });
    await reach(lost, 'retrying');
    await lost.updateComplete;
    part(lost, 'button').focus();
    lost.stop();
    await lost.updateComplete;
    expect(hasFocus(lost)).to.equal(true);
  });

  it('does not repeat that it is generating while text comes or while it is paused', async () => {
    const clock = useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const element = mount({ speed: 'instant' });
      await element.updateComplete;
      element.write('one');
      await element.updateComplete;
      const said = statusText(element);
      element.write('two');
      clock.tick(7000);
      expect(statusText(element)).to.equal(said);
      element.pause();
      clock.tick(7000);
      expect(statusText(element)).to.equal(said);
      element.play();
      clock.tick(7000);
      expect(statusText(element)).not.to.equal(said);
      element.announce = 'off';
      await element.updateComplete;
      clock.tick(7000);
      expect(statusText(element)).to.equal('');
    } finally {
      clock.restore();
    }
  });

  it('keeps the cursor from screen readers', async () => {
    const element = mount();
    await element.updateComplete;
    expect(part(element, 'cursor').getAttribute('aria-hidden')).to.equal('true');
  });

  it('keeps the status region out of the copied text and out of sight', async () => {
    const element = mount();
    await element.updateComplete;
    const region = element.shadowRoot?.querySelector('[role=status]') as HTMLElement;
    const style = getComputedStyle(region);
    expect(style.userSelect || style.getPropertyValue('-webkit-user-select')).to.equal('none');
    expect(region.getBoundingClientRect().width).to.be.at.most(1);
  });
});
