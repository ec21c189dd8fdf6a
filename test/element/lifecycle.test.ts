import { expect } from '@open-wc/testing';
import { LYRIC } from '../../demo-server/texts.js';
import { TypewriterStream } from '../../src/element/index.js';
import {
  cleanUp,
  connections,
  create,
  expectTyped,
  frame,
  microtasks,
  mount,
  newKey,
  next,
  path,
  reach,
  receive,
  record,
  untilServer,
} from '../support/element.js';

const slow = (key: string) => path('/article', { interval: 60_000, key });

describe('the element in the document', () => {
  afterEach(cleanUp);

  it('opens no connection before it is connected', async () => {
    const key = newKey();
    const element = create({ src: slow(key) });
    await microtasks();
    expect(element.state).to.equal('idle');
    expect((await connections(key)).total).to.equal(0);
    document.body.append(element);
    await untilServer(key, ({ open }) => open === 1);
  });

  it('closes the socket when it is removed', async () => {
    const key = newKey();
    const element = mount({ src: slow(key) });
    await untilServer(key, ({ open }) => open === 1);
    element.remove();
    await untilServer(key, ({ open }) => open === 0);
    await reach(element, 'stopped');
  });

  it('does not restart when it is moved in one task', async () => {
    const key = newKey();
    const element = mount({ src: path('/article', { interval: 2, key }) });
    await receive(element, 5);
    const log = record(element);
    const box = document.createElement('div');
    document.body.append(box);
    box.append(element);
    element.remove();
    await Promise.resolve();
    box.prepend(element);
    await element.finished;
    expectTyped(element, LYRIC);
    expect(log).to.deep.equal(['typing', '(end: sentinel)', 'done', '(typed)']);
    expect((await connections(key)).total).to.equal(1);
    box.remove();
  });

  it('goes on where it was when it comes back', async () => {
    const key = newKey();
    const element = mount({ src: path('/article', { interval: 2, key }) });
    await receive(element, 10);
    element.remove();
    await reach(element, 'stopped');
    const { lastEventId } = element;
    document.body.append(element);
    await element.finished;
    expectTyped(element, LYRIC);
    const { requests } = await connections(key);
    expect(requests.map((request) => request.lastEventId)).to.deep.equal([null, lastEventId]);
  });

  it('stays as it is when it is removed and comes back after its end', async () => {
    const key = newKey();
    const element = mount({ src: path('/article', { interval: 1, text: 'abc', key }) });
    await element.finished;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(element);
    await frame();
    expect(element.state).to.equal('done');
    expectTyped(element, 'abc');
    expect((await connections(key)).total).to.equal(1);
  });

  it('is done when it is removed after everything was received', async () => {
    const element = mount({ speed: 1, src: path('/article', { interval: 0, text: 'all of it' }) });
    await reach(element, 'typing');
    element.remove();
    await element.finished;
    expectTyped(element, 'all of it');
    expect(element.state).to.equal('done');
  });

  it('takes null and undefined for no src, as frameworks set them', async () => {
    const element = mount({ src: path('/article', { interval: 60_000 }) });
    await reach(element, 'streaming');
    for (const nothing of [null, undefined]) {
      Object.assign(element, { src: nothing });
      await element.updateComplete;
      expect(element.state).to.equal('idle');
    }
  });

  it('takes a URL for src, and the same one again is no change', async () => {
    const url = () => new URL(path('/article', { interval: 0, text: 'Hi' }), location.href);
    const element = mount();
    element.src = url() as unknown as string;
    expect(element.src).to.equal(url().href);
    const { finished } = element;
    element.src = url() as unknown as string;
    expect(element.finished).to.equal(finished);
    await finished;
    expectTyped(element, 'Hi');
  });

  it('types two streams side by side without mixing them', async () => {
    const one = mount({ src: path('/article', { interval: 2, text: 'one '.repeat(20) }) });
    const two = mount({ src: path('/article', { interval: 1, text: 'two '.repeat(40) }) });
    await Promise.all([one.finished, two.finished]);
    expectTyped(one, 'one '.repeat(20));
    expectTyped(two, 'two '.repeat(40));
  });

  it('takes properties that were set before the tag was defined', async () => {
    const name = `late-${String(Date.now())}`;
    const early = document.createElement(name) as TypewriterStream;
    Object.assign(early, {
      src: path('/article', { interval: 1, text: 'early', end: 'STOP' }),
      speed: 'instant',
      sentinel: 'STOP',
    });
    document.body.append(early);
    customElements.define(name, class extends TypewriterStream {});
    await early.finished;
    expectTyped(early, 'early');
    early.remove();
  });

  it('is upgraded in place from HTML with its attributes', async () => {
    const html =
      '<typewriter-stream src="/article?interval=1&text=upgraded" speed="instant"></typewriter-stream>';
    const box = new DOMParser().parseFromString(html, 'text/html').body;
    document.body.append(box);
    const element = box.querySelector('typewriter-stream');
    if (!element) throw new Error('not there');
    await element.finished;
    expectTyped(element, 'upgraded');
    box.remove();
  });

  it('leaves no connection when twenty elements come and go', async () => {
    const key = newKey();
    const elements = Array.from({ length: 20 }, () => mount({ src: slow(key) }));
    // Six of them get a connection; the others wait in the browser, as would a question of ours.
    await Promise.race(elements.map((element) => reach(element, 'streaming')));
    for (const element of elements) element.remove();
    await untilServer(key, ({ open }) => open === 0);
    await Promise.all(elements.map((element) => reach(element, 'stopped')));
  });

  it('goes on when it is moved to another document, which cannot have its styles', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    try {
      const element = mount({ fade: true });
      await element.updateComplete;
      element.write('before ');
      element.skip();
      frame.contentDocument?.body.append(element);
      element.controls = true;
      element.write('and after');
      element.end();
      await element.finished;
      await element.updateComplete;
      expectTyped(element, 'before and after');
    } finally {
      frame.remove();
    }
  });

  it('starts with loading="lazy" only near the viewport', async () => {
    const key = newKey();
    const spacer = document.createElement('div');
    spacer.style.height = '5000px';
    document.body.append(spacer);
    const element = mount({
      loading: 'lazy',
      src: path('/article', { interval: 1, text: 'lazy', key }),
    });
    for (let i = 0; i < 5; i++) await frame();
    expect(element.state).to.equal('idle');
    expect((await connections(key)).total).to.equal(0);
    spacer.remove();
    await next(element, 'stream-typed');
    expectTyped(element, 'lazy');
  });
});

describe('the element in another document', () => {
  afterEach(cleanUp);

  it('may be adopted before its first render, as a clone of a template is', async () => {
    const problems: string[] = [];
    const onError = (event: ErrorEvent) => problems.push(event.message);
    addEventListener('error', onError);
    const other = document.implementation.createHTMLDocument();
    const element = create({ src: path('/article', { interval: 0, text: 'adopted' }) });
    other.adoptNode(element);
    document.body.append(element);
    await element.finished;
    removeEventListener('error', onError);
    expectTyped(element, 'adopted');
    expect(problems).to.deep.equal([]);
  });
});

describe('start, stop and restart', () => {
  afterEach(cleanUp);

  it('stop() closes the connection, shows what was received, and rejects `finished`', async () => {
    const key = newKey();
    const element = mount({ speed: 1, src: path('/article', { interval: 1, key }) });
    await receive(element, 20);
    const finished = element.finished.catch((thrown: unknown) => thrown);
    element.stop();
    expect(element.state).to.equal('stopped');
    expectTyped(element, element.text);
    expect(((await finished) as DOMException).name).to.equal('AbortError');
    await untilServer(key, ({ open }) => open === 0);
  });

  it('start() after stop() goes on where it was', async () => {
    const key = newKey();
    const element = mount({ src: path('/article', { interval: 1, key }) });
    await receive(element, 20);
    element.stop();
    const { lastEventId } = element;
    element.start();
    await element.finished;
    expectTyped(element, LYRIC);
    expect((await connections(key)).requests[1]?.lastEventId).to.equal(lastEventId);
  });

  it('start() while it runs does nothing', async () => {
    const key = newKey();
    const element = mount({ src: path('/article', { interval: 1, key }) });
    await reach(element, 'streaming');
    element.start();
    await element.finished;
    expectTyped(element, LYRIC);
    expect((await connections(key)).total).to.equal(1);
  });

  it('restart() begins again from the top', async () => {
    const element = mount({ src: path('/article', { interval: 1, text: 'again' }) });
    await element.finished;
    const before = element.finished;
    element.restart();
    expect(element.text).to.equal('');
    expect(element.finished).not.to.equal(before);
    await element.finished;
    expectTyped(element, 'again');
  });

  it('a hundred restarts in a row leave one connection', async () => {
    const key = newKey();
    const element = mount({ src: slow(key) });
    await element.updateComplete;
    for (let i = 0; i < 100; i++) element.restart();
    await reach(element, 'streaming');
    await untilServer(key, ({ open }) => open === 1);
  });

  it('start() without src is an error that says so', () => {
    const element = mount();
    element.start();
    expect(element.state).to.equal('error');
    expect(element.error?.message).to.contain('src is empty');
  });

  it('stop() before the start that a new src waits for leaves the element as new', async () => {
    const element = mount({ src: '/error?status=404' });
    await next(element, 'stream-error');
    element.src = path('/article', { interval: 0 });
    element.stop();
    expect([element.state, element.error, element.text]).to.deep.equal(['idle', null, '']);
    await element.updateComplete;
    expect(element.state).to.equal('idle');
    element.start();
    await element.finished;
    expectTyped(element, LYRIC);
  });

  it('stop() in a stream-state listener is obeyed', async () => {
    const key = newKey();
    const element = mount();
    element.addEventListener('stream-state', ({ to }) => {
      if (to === 'connecting') element.stop();
    });
    element.src = slow(key);
    await reach(element, 'stopped');
    expect((await connections(key)).total).to.equal(0);
  });
});
