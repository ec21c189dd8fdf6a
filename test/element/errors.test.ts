import { expect } from '@open-wc/testing';
import { useFakeTimers } from 'sinon';
import { LYRIC } from '../../demo-server/texts.js';
import type { StreamErrorKind } from '../../src/element/index.js';
import {
  cleanUp,
  connections,
  create,
  cut,
  expectTyped,
  mount,
  newKey,
  next,
  part,
  path,
  reach,
  receive,
} from '../support/element.js';

/** A port where nobody listens. */
const NOBODY = 'http://127.0.0.1:65534/stream';

describe('a stream that cannot be', () => {
  const uncaught: string[] = [];
  const onError = (event: ErrorEvent) => uncaught.push(event.message);
  const onRejection = (event: PromiseRejectionEvent) => uncaught.push(String(event.reason));

  before(() => {
    addEventListener('error', onError);
    addEventListener('unhandledrejection', onRejection);
  });

  after(() => {
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onRejection);
  });

  afterEach(() => {
    cleanUp();
    expect(uncaught.splice(0)).to.deep.equal([]);
  });

  const cases: {
    what: string;
    src: string;
    kind: StreamErrorKind;
    says: string;
    status?: number;
  }[] = [
    { what: 'src that is no URL', src: 'http://', kind: 'network', says: 'src="http://"' },
    {
      what: 'src that is not http',
      src: 'ftp://example.org/a',
      kind: 'network',
      says: 'src="ftp://example.org/a" is not an http or https URL',
    },
    { what: 'a javascript: URL', src: 'javascript:alert(1)', kind: 'network', says: 'src="java' },
    { what: 'a 404', src: '/error?status=404', kind: 'http', says: '404', status: 404 },
    {
      what: 'HTML in place of a stream',
      src: '/wrong-type',
      kind: 'content-type',
      says: 'text/html',
      status: 200,
    },
  ];

  for (const { what, src, kind, says, status } of cases) {
    it(`(${what}) is an error of kind "${kind}" that says so`, async () => {
      const element = mount({ src });
      const { error } = await next(element, 'stream-error');
      expect(element.state).to.equal('error');
      expect(error).to.equal(element.error);
      expect(error.kind).to.equal(kind);
      expect(error.message).to.contain(says);
      expect(error.status).to.equal(status);
      expect(error.retryable).to.equal(false);
    });
  }

  it('(a server that is not there) gives up with kind "network" after max-retries', async () => {
    const element = mount({ maxRetries: 1 });
    let retries = 0;
    element.addEventListener('stream-retry', ({ delay }) => {
      retries++;
      expect(delay).to.be.within(0, 1000);
    });
    element.src = NOBODY;
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('network');
    expect(error.message).to.contain(NOBODY);
    expect(retries).to.equal(1);
  });

  it('(a server that is not there) is not asked twice with max-retries="0"', async () => {
    const element = mount({ maxRetries: 0, src: NOBODY });
    let retries = 0;
    element.addEventListener('stream-retry', () => retries++);
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('network');
    expect([element.attempt, retries]).to.deep.equal([1, 0]);
  });

  it('gives up when a listener prevents the retry', async () => {
    const key = newKey();
    const element = mount();
    element.addEventListener('stream-retry', (event) => event.preventDefault());
    element.src = path('/drop', { interval: 1, after: 5, retry: 1, key });
    await reach(element, 'error');
    expect(LYRIC.startsWith(element.text)).to.equal(true);
    expect((await connections(key)).total).to.equal(1);
  });

  it('shows a sentence and a Retry button, and keeps the text on screen', async () => {
    const key = newKey();
    const element = mount({ maxRetries: 0, transport: 'eventsource' });
    element.src = path('/article', { interval: 1, key });
    await receive(element, 10);
    await cut(key);
    await reach(element, 'error');
    await element.updateComplete;
    expect(part(element, 'error').hidden).to.equal(false);
    expect(part(element, 'error').textContent).to.contain('The connection could not be made.');
    expect(LYRIC.startsWith(element.text)).to.equal(true);
    expect(element.text.length).to.be.at.least(10);

    element.maxRetries = 8;
    element.transport = 'auto';
    const button = part(element, 'button');
    expect(button.textContent.trim()).to.equal('Try again');
    button.click();
    await element.finished;
    expectTyped(element, LYRIC);
    expect(element.error).to.equal(null);
    expect(element.shadowRoot?.querySelector('[part=error]')).to.equal(null);
  });

  it('shows no "Thinking…" any more, until it is asked again', async () => {
    const element = create({ maxRetries: 0 });
    const thinking = document.createElement('b');
    thinking.textContent = 'Thinking…';
    element.append(thinking);
    document.body.append(element);
    await element.updateComplete;
    expect(thinking.checkVisibility()).to.equal(true);
    element.src = '/error?status=404';
    await reach(element, 'error');
    expect(thinking.checkVisibility()).to.equal(false);
    element.src = '/silence';
    await reach(element, 'connecting');
    expect(thinking.checkVisibility()).to.equal(true);
    element.stop();
    await reach(element, 'stopped');
    expect(thinking.checkVisibility(), 'stopped').to.equal(false);
    element.remove();
  });

  it('shows the sentence above the buttons, whichever was there first', async () => {
    for (const early of [true, false]) {
      const element = mount({ maxRetries: 0 });
      element.controls = early;
      element.src = path('/error', { status: 404 });
      await next(element, 'stream-error');
      element.controls = true;
      await element.updateComplete;
      const order = [...(element.shadowRoot?.children ?? [])].map((child) => child.part.value);
      expect(order).to.deep.equal(['text', 'error', 'controls', '']);
    }
  });

  it('leaves the sentence as it is when something else changes', async () => {
    const element = mount({ maxRetries: 0, src: path('/error', { status: 404 }) });
    await next(element, 'stream-error');
    await element.updateComplete;
    const sentence = part(element, 'error').querySelector('span')?.firstChild;
    expect(sentence?.textContent).to.not.equal('');
    element.fade = true;
    await element.updateComplete;
    expect(part(element, 'error').querySelector('span')?.firstChild).to.equal(sentence);
  });

  it("shows the author's own words and nodes in place of the sentence", async () => {
    const element = create({ src: '/error?status=500', maxRetries: 0 });
    element.strings = { retry: 'Nochmal', status5xx: 'Der Server hat einen Fehler gemeldet.' };
    document.body.append(element);
    await reach(element, 'error');
    await element.updateComplete;
    expect(part(element, 'error').textContent).to.contain('Der Server hat einen Fehler gemeldet.');
    expect(part(element, 'button').textContent.trim()).to.equal('Nochmal');

    const own = document.createElement('p');
    own.slot = 'error';
    own.textContent = 'Own words';
    element.append(own);
    expect(own.assignedSlot?.name).to.equal('error');
  });

  it('rejects `finished` with the error', async () => {
    const element = mount({ src: '/error?status=404' });
    const reason = await element.finished.catch((thrown: unknown) => thrown);
    expect(reason).to.equal(element.error);
  });

  it('says what the server answered', async () => {
    const element = mount({ src: path('/error', { status: 403, message: 'no such token' }) });
    const { error } = await next(element, 'stream-error');
    expect(error.message).to.contain('no such token');
  });

  it('warns once about an attribute value it does not know, and goes on with the default', async () => {
    const warnings: unknown[] = [];
    const warn = console.warn;
    console.warn = (message: unknown) => warnings.push(message);
    try {
      for (let i = 0; i < 2; i++) {
        const element = create({ src: path('/article', { interval: 1, text: 'ok' }) });
        element.setAttribute('cursor', 'sparkles');
        element.setAttribute('speed', 'warp');
        document.body.append(element);
        await element.finished;
        expectTyped(element, 'ok');
        expect(part(element, 'cursor').dataset['shape']).to.equal('bar');
      }
    } finally {
      console.warn = warn;
    }
    expect(warnings.filter((text) => String(text).includes('cursor="sparkles"'))).to.have.length(1);
    expect(warnings.filter((text) => String(text).includes('speed="warp"'))).to.have.length(1);
  });

  it('counts no seconds any more when it is stopped while it waits to try again', async () => {
    const src = path('/flaky', { statuses: '503', retryAfter: 60, key: newKey() });
    const element = mount({ src, transport: 'fetch' });
    await reach(element, 'retrying');
    await element.updateComplete;
    const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      element.stop();
      await element.updateComplete;
      let updates = 0;
      element.addController({ hostUpdated: () => updates++ });
      clock.tick(1_000);
      await element.updateComplete;
      expect(updates).to.equal(0);
    } finally {
      clock.restore();
    }
  });
});
