import { expect } from '@open-wc/testing';
import { Finished } from '../../src/run/finished.js';

describe('the promise of a run', () => {
  it('resolves to its value', async () => {
    const finished = new Finished('element');
    finished.resolve();
    expect(await finished.promise).to.equal('element');
  });

  it('rejects with the reason', async () => {
    const finished = new Finished('element');
    const reason = new Error('no');
    finished.reject(reason);
    expect(await finished.promise.catch((thrown: unknown) => thrown)).to.equal(reason);
  });

  it('settles once', async () => {
    const finished = new Finished('element');
    finished.resolve();
    finished.reject(new Error('late'));
    expect(await finished.promise).to.equal('element');
  });

  it('is no unhandled rejection where nobody asks', async () => {
    const unhandled: unknown[] = [];
    const listen = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      unhandled.push(event.reason);
    };
    addEventListener('unhandledrejection', listen);
    new Finished('element').reject(new Error('nobody asked'));
    // It is reported in a task of its own, after the microtasks; a second message comes later.
    for (let task = 0; task < 2; task++) {
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    }
    removeEventListener('unhandledrejection', listen);
    expect(unhandled).to.deep.equal([]);
  });
});
