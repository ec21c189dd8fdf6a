import { expect } from '@open-wc/testing';
import type { TypewriterStream } from '../../src/element/index.js';
import { cleanUp, expectTyped, mount, next, path } from '../support/element.js';

/** A stream of strings that is fed by the test, piped into an element. */
function pipe(element: TypewriterStream) {
  let source!: ReadableStreamDefaultController<string>;
  let isCancelled = false;
  const body = new ReadableStream<string>({
    start: (controller) => void (source = controller),
    cancel: () => void (isCancelled = true),
  });
  const outcome = body.pipeTo(element.writable).then(
    () => 'piped',
    (thrown: unknown) => (thrown as Error).name,
  );
  return { source, outcome, isCancelled: () => isCancelled };
}

async function written(element: TypewriterStream, text: string): Promise<void> {
  while (element.text !== text) await new Promise((resolve) => setTimeout(resolve));
}

describe('what is piped into the element', () => {
  afterEach(cleanUp);

  it('is typed, and its end is the end', async () => {
    const element = mount();
    const { source, outcome } = pipe(element);
    source.enqueue('one ');
    source.enqueue('two');
    source.close();
    expect(await outcome).to.equal('piped');
    await element.finished;
    expectTyped(element, 'one two');
  });

  it('goes on behind a text that was ended, in a run of its own', async () => {
    const element = mount();
    element.write('one ');
    element.end();
    await element.finished;
    const { source, outcome } = pipe(element);
    source.enqueue('two ');
    source.enqueue('three');
    source.close();
    expect(await outcome).to.equal('piped');
    await element.finished;
    expectTyped(element, 'one two three');
  });

  it('ends where the reader stops it: nothing is typed any more, and the source is cancelled', async () => {
    const element = mount();
    const { source, outcome, isCancelled } = pipe(element);
    source.enqueue('one ');
    await written(element, 'one ');
    element.stop();
    source.enqueue('two');
    expect(await outcome).to.equal('AbortError');
    expect(isCancelled()).to.be.true;
    expect(element.state).to.equal('stopped');
    expectTyped(element, 'one ');
  });

  for (const end of ['chunk', 'close', 'error'] as const) {
    it(`neither adds to the stream that took its place nor ends it: ${end}`, async () => {
      const element = mount();
      const { source, outcome } = pipe(element);
      source.enqueue('old');
      await written(element, 'old');
      element.src = path('/article', { interval: 60_000 });
      await next(element, 'stream-open');
      if (end === 'chunk') source.enqueue('old');
      else if (end === 'close') source.close();
      else source.error(new TypeError('lost'));
      await outcome;
      expect(element.state).to.equal('streaming');
      expect(element.text).not.to.contain('old');
    });
  }
});
