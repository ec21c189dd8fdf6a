import { expect } from '@open-wc/testing';
import {
  StreamDeltaEvent,
  StreamEndEvent,
  StreamErrorEvent,
  StreamOpenEvent,
  StreamRetryEvent,
  StreamStateEvent,
  StreamTypedEvent,
  TypewriterStream,
} from '../../src/element/index.js';
import { STREAM_STATES } from '../../src/run/state.js';
import { cleanUp, mount, newKey, next, path, reach, record } from '../support/element.js';

describe('events', () => {
  afterEach(cleanUp);

  it('come in the order of what happens', async () => {
    const element = mount();
    const log = record(element);
    element.src = path('/article', { interval: 1, text: 'abc' });
    await next(element, 'stream-typed');
    expect(log).to.deep.equal([
      'connecting',
      'streaming',
      '(open)',
      'typing',
      '(end: sentinel)',
      'done',
      '(typed)',
    ]);
  });

  it('are classes of their own that bubble and cross shadow roots, except stream-delta', async () => {
    const seen = new Map<string, Event>();
    const names = ['state', 'open', 'delta', 'retry', 'end', 'typed', 'error'].map(
      (name) => `stream-${name}`,
    );
    const onEvent = (event: Event) => seen.set(event.type, event);
    for (const name of names) document.addEventListener(name, onEvent);
    const key = newKey();
    const element = mount({
      src: path('/drop', { interval: 1, after: 5, times: 1, retry: 1, key }),
    });
    const delta = await next(element, 'stream-delta');
    await element.finished;
    const failed = mount({ src: '/error?status=404' });
    await next(failed, 'stream-error');
    for (const name of names) document.removeEventListener(name, onEvent);

    expect(seen.get('stream-state')).to.be.instanceOf(StreamStateEvent);
    expect(seen.get('stream-open')).to.be.instanceOf(StreamOpenEvent);
    expect(seen.get('stream-retry')).to.be.instanceOf(StreamRetryEvent);
    expect(seen.get('stream-end')).to.be.instanceOf(StreamEndEvent);
    expect(seen.get('stream-typed')).to.be.instanceOf(StreamTypedEvent);
    expect(seen.get('stream-error')).to.be.instanceOf(StreamErrorEvent);
    expect(seen.has('stream-delta')).to.equal(false);
    expect(delta).to.be.instanceOf(StreamDeltaEvent);
    for (const event of seen.values()) expect(event.composed).to.equal(true);
    expect(seen.get('stream-retry')?.cancelable).to.equal(true);
    expect(seen.get('stream-end')?.cancelable).to.equal(false);
  });

  it('leave out stream-delta where nobody listens on the element itself', async () => {
    let heard = 0;
    const onDelta = () => heard++;
    document.addEventListener('stream-delta', onDelta, { capture: true });
    const silent = mount({ src: path('/article', { interval: 0, text: 'abc' }) });
    await silent.finished;
    expect(heard).to.equal(0);
    const told = mount({ src: path('/article', { interval: 0, text: 'abc' }) });
    told.addEventListener('stream-delta', () => undefined, { once: true });
    await told.finished;
    document.removeEventListener('stream-delta', onDelta, { capture: true });
    expect(heard).to.equal(3);
  });

  it('include stream-delta for a listener that was there before the class', async () => {
    const element = document.createElement('late-stream') as TypewriterStream;
    document.body.append(element);
    const texts: string[] = [];
    element.addEventListener('stream-delta', ({ text }) => texts.push(text));
    customElements.define('late-stream', class extends TypewriterStream {});
    element.src = path('/article', { interval: 0, text: 'abc' });
    await element.finished;
    element.remove();
    expect(texts.join('')).to.equal('abc');
  });

  it('include stream-delta for a listener of a tree that is upgraded before it is inserted', async () => {
    const box = document.createElement('div');
    const element = box.appendChild(document.createElement('later-stream')) as TypewriterStream;
    const texts: string[] = [];
    element.addEventListener('stream-delta', ({ text }) => texts.push(text));
    customElements.define('later-stream', class extends TypewriterStream {});
    customElements.upgrade(box);
    document.body.append(box);
    element.src = path('/article', { interval: 0, text: 'abc' });
    await element.finished;
    box.remove();
    expect(texts.join('')).to.equal('abc');
  });

  it("include stream-delta for a listener that Lit's initializers add", async () => {
    const texts: string[] = [];
    class Listening extends TypewriterStream {}
    Listening.addInitializer((element) => {
      element.addEventListener('stream-delta', ({ text }) => texts.push(text));
    });
    customElements.define('listening-stream', Listening);
    const element = new Listening();
    document.body.append(element);
    element.src = path('/article', { interval: 0, text: 'abc' });
    await element.finished;
    element.remove();
    expect(texts.join('')).to.equal('abc');
  });

  it('tell the text and the message, the attempt, and whether it was resumed', async () => {
    const key = newKey();
    const element = mount({
      src: path('/drop', { interval: 1, after: 5, times: 1, retry: 1, key }),
    });
    const opens: [number, boolean][] = [];
    element.addEventListener('stream-open', ({ attempt, resumed }) =>
      opens.push([attempt, resumed]),
    );
    const { text, message } = await next(element, 'stream-delta');
    expect(text).to.equal('好');
    expect(message).to.deep.equal({ event: 'message', data: '好', id: '1' });
    const typed = await next(element, 'stream-typed');
    expect(typed.text).to.equal(element.text);
    expect(opens).to.deep.equal([
      [1, false],
      [2, true],
    ]);
    expect(element.attempt).to.equal(2);
  });

  it('leave the element usable inside a listener: restart on stream-typed', async () => {
    const element = mount();
    let runs = 0;
    element.addEventListener('stream-typed', () => {
      if (++runs < 3) element.restart();
    });
    element.src = path('/article', { interval: 0, text: 'abc' });
    while (runs < 3) await next(element, 'stream-typed');
    expect(element.typedText).to.equal('abc');
    expect(element.state).to.equal('done');
  });

  it('are not stopped by a listener that throws', async () => {
    const { onerror } = window;
    window.onerror = () => true;
    const mochaListeners = new Promise<void>((resolve) => {
      addEventListener(
        'error',
        (event) => {
          event.stopImmediatePropagation();
          event.preventDefault();
          resolve();
        },
        { once: true, capture: true },
      );
    });
    const element = mount();
    element.addEventListener(
      'stream-delta',
      () => {
        throw new Error('a mistake of the page');
      },
      { once: true },
    );
    element.src = path('/article', { interval: 0, text: 'abc' });
    await element.finished;
    await mochaListeners;
    expect(element.typedText).to.equal('abc');
    window.onerror = onerror;
  });
});

describe('custom states', () => {
  afterEach(cleanUp);

  it('always hold just the one of `state`', async () => {
    const element = mount();
    const matching = () => STREAM_STATES.filter((state) => element.matches(`:state(${state})`));
    expect(matching()).to.deep.equal(['idle']);
    const seen: string[] = [];
    element.addEventListener('stream-state', ({ to }) => {
      expect(matching()).to.deep.equal([to]);
      seen.push(to);
    });
    element.src = path('/article', { interval: 1, text: 'abc' });
    await element.finished;
    expect(seen).to.deep.equal(['connecting', 'streaming', 'typing', 'done']);
    element.src = path('/article', { interval: 1 });
    await reach(element, 'streaming');
    element.stop();
    expect(matching()).to.deep.equal(['stopped']);
  });
});

describe('feeding by hand', () => {
  afterEach(cleanUp);

  it('append() types, end() ends with reason "manual"', async () => {
    const element = mount();
    const log = record(element);
    element.write('Hello, ');
    element.write('world');
    element.end();
    await element.finished;
    expect(element.typedText).to.equal('Hello, world');
    expect(log).to.deep.equal(['streaming', 'typing', '(end: manual)', 'done', '(typed)']);
  });

  it('replace() keeps what both texts have in common', async () => {
    const element = mount();
    await element.updateComplete;
    element.write('The cat sat.\nOn the mat.');
    element.skip();
    const [line] = element.shadowRoot?.querySelectorAll('[part=line]') ?? [];
    element.replace('The cat sat.\nOn a hat.');
    expect(element.text).to.equal('The cat sat.\nOn a hat.');
    expect(element.typedText).to.equal('The cat sat.\nOn ');
    element.end();
    await element.finished;
    expect(element.typedText).to.equal('The cat sat.\nOn a hat.');
    expect(element.shadowRoot?.querySelector('[part=line]')).to.equal(line);
  });

  it('replace() with a shorter text takes the rest away', async () => {
    const element = mount();
    await element.updateComplete;
    element.write('Hello, world');
    element.skip();
    element.replace('Hello');
    expect(element.typedText).to.equal('Hello');
    element.end();
    await element.finished;
    expect(element.typedText).to.equal('Hello');
  });

  it('clear() empties the text and lets it go on', async () => {
    const element = mount();
    element.write('old');
    element.skip();
    element.clear();
    expect(element.text).to.equal('');
    element.write('new');
    element.end();
    await element.finished;
    expect(element.typedText).to.equal('new');
  });

  it('end() twice, or before anything, says so once', async () => {
    const element = mount();
    await element.updateComplete;
    const log = record(element);
    element.end();
    element.end();
    await element.finished;
    expect(log).to.deep.equal(['typing', '(end: manual)', 'done', '(typed)']);
  });

  it('append() after the end goes on with the same text', async () => {
    const element = mount();
    element.write('one');
    element.end();
    await element.finished;
    element.write(' two');
    expect(element.state).to.equal('streaming');
    element.end();
    await element.finished;
    expect(element.typedText).to.equal('one two');
  });

  it('end() closes a stream that is open', async () => {
    const element = mount({ src: path('/article', { interval: 60_000 }) });
    await reach(element, 'streaming');
    element.end();
    await element.finished;
    expect(element.typedText.length).to.be.at.most(1);
  });

  it('leaves append() to Element: nodes and strings become children, which are the placeholder', () => {
    const element = mount();
    const child = document.createElement('b');
    element.append(child, 'Thinking…');
    expect(child.parentNode).to.equal(element);
    expect(element.textContent).to.equal('Thinking…');
    expect(element.text).to.equal('');
  });
});
