import { expect } from '@open-wc/testing';
import { closedPort } from '../standard/support.js';
import { cleanUp, mount, path } from '../support/element.js';

// A browser waits for seconds before its EventSource tries again: this file is one of the long ones.
describe('an EventSource that never opens ends with an error', () => {
  afterEach(cleanUp);

  const servers = {
    'since the server is down': closedPort,
    'since one redirect leads to the next': () =>
      Promise.resolve(path('/moved', { to: '/moved?to=/moved' })),
  };
  for (const [what, address] of Object.entries(servers)) {
    it(`${what}, with transport="eventsource"`, async () => {
      const element = mount({ transport: 'eventsource', maxRetries: 2, src: await address() });
      await element.finished.catch(() => undefined);
      expect(element.error?.kind).to.equal('network');
    });

    it(`${what}, given to read()`, async () => {
      const element = mount({ maxRetries: 1 });
      await element.read(new EventSource(await address())).catch(() => undefined);
      expect(element.error?.kind).to.equal('network');
    });
  }
});
