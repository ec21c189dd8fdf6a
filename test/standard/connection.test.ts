// HTML standard, 9.2.2 and 9.2.3: what is asked for, what is accepted, and when it is over.
import { expect } from '@open-wc/testing';
import {
  ENGINE,
  TRANSPORTS,
  closeAll,
  closedPort,
  dataOf,
  first,
  newKey,
  once,
  open,
  requests,
  sse,
  told,
} from './support.js';
import { EventSourceFace } from './event-source-face.js';

const { CONNECTING, OPEN, CLOSED } = EventSourceFace;
const MESSAGE = 'retry: 1\ndata: a\n\n';
/** Time in which another request would have come: that of so many to the same server, one by one. */
const ROUNDS = 20;
const pause = async () => {
  for (let round = 0; round < ROUNDS; round++) await requests(newKey());
};

for (const transport of TRANSPORTS) {
  const using = { transport };

  describe(`the connection over ${transport}`, () => {
    afterEach(closeAll);

    describe('asks', () => {
      it('with GET for an event stream, past every cache, without an id', async () => {
        const key = newKey();
        await told({ key, body: MESSAGE }, using);
        const [request] = await requests(key);
        expect(request).to.include({
          method: 'GET',
          accept: 'text/event-stream',
          cacheControl: 'no-cache',
          lastEventId: null,
        });
      });

      it('an address that is relative to the document', async () => {
        const source = open(sse({ body: MESSAGE, open: true }), using);
        expect(source.url).to.equal(new URL(source.url, document.baseURI).href);
        expect((await once<MessageEvent>(source, 'message')).origin).to.equal(location.origin);
      });

      it('a server that is not there again and again (natively, Firefox gives up at once)', async () => {
        const source = open(await closedPort(), using);
        await once(source, 'error');
        const givesUp = transport === 'native' && ENGINE === 'firefox';
        expect(source.readyState).to.equal(givesUp ? CLOSED : CONNECTING);
      });
    });

    describe('is open', () => {
      it('with an open event, before the first message', async () => {
        const source = open({ body: MESSAGE, open: true }, using);
        expect(source.readyState).to.equal(CONNECTING);
        const log: string[] = [];
        source.onopen = () => log.push(`open ${source.readyState}`);
        source.onmessage = () => log.push(`message ${source.readyState}`);
        await once(source, 'message');
        expect(log).to.deep.equal([`open ${OPEN}`, `message ${OPEN}`]);
      });

      it('although nothing but a comment has arrived', async () => {
        const source = open({ body: ':\n', open: true }, using);
        await once(source, 'open');
        expect(source.readyState).to.equal(OPEN);
      });

      for (const type of [
        'text/event-stream',
        'TEXT/Event-Stream',
        'text/event-stream;',
        'text/event-stream;charset=UTF-8',
        'text/event-stream ; charset="utf-8" ; a=b',
        ' text/event-stream',
      ]) {
        it(`where the type is "${type}"`, async () => {
          expect(await dataOf('data: ä\n\n', using, { type })).to.deep.equal(['ä']);
        });
      }
    });

    describe('fails, for good,', () => {
      const fails = async (answer: Parameters<typeof sse>[0]) => {
        const key = newKey();
        const source = open({ body: MESSAGE, ...answer, key }, using);
        const log: string[] = [];
        for (const name of ['open', 'message', 'error']) {
          source.addEventListener(name, () => log.push(name));
        }
        await once(source, 'error');
        expect(source.readyState, JSON.stringify(answer)).to.equal(CLOSED);
        await pause();
        expect(log, JSON.stringify(answer)).to.deep.equal(['error']);
        expect(await requests(key), JSON.stringify(answer)).to.have.length(1);
      };

      it('at every status that is not 200', async () => {
        const statuses = [
          201, 202, 204, 205, 210, 299, 304, 400, 401, 403, 404, 410, 429, 500, 502, 503, 504,
        ];
        // Not more at a time than a browser has connections.
        while (statuses.length > 0) {
          await Promise.all(statuses.splice(0, 5).map((status) => fails({ status })));
        }
      });

      it('where the type is another one, or none', async () => {
        const types = [
          'text/html',
          'text/x-bogus',
          'text/event-stream-x',
          'text/event',
          // Over fetch it is looked at: see the differences.
          ...(transport === 'native' ? ['application/json'] : []),
          'application/event-stream',
          'none',
        ];
        await Promise.all(types.map((type) => fails({ type })));
      });

      it('at status 204 of a later request: the server has nothing more to say', async () => {
        const key = newKey();
        const source = open({ key, body: [MESSAGE, ''], status: [200, 204] }, using);
        await once(source, 'message');
        while (source.readyState !== CLOSED) await once(source, 'error');
        await pause();
        expect(await requests(key)).to.have.length(2);
      });
    });

    describe('follows a redirect', () => {
      for (const status of [301, 302, 303, 307, 308]) {
        it(`of status ${status}`, async () => {
          const key = newKey();
          const location = sse({ key, body: MESSAGE });
          expect(await told({ status, location }, using)).to.have.length(1);
          expect(await requests(key)).to.have.length(1);
        });
      }

      it('with the id, from the first address each time (natively, Chromium goes on at the last)', async () => {
        const [from, to] = [newKey(), newKey()];
        const location = sse({ key: to, body: 'retry: 1\nid: 5\ndata: a\n\n' });
        await first(2, open({ key: from, status: 307, location }, using));
        const goesOn = transport === 'native' && ENGINE === 'chromium';
        expect((await requests(from)).map(({ lastEventId }) => lastEventId)).to.deep.equal(
          goesOn ? [null] : [null, '5'],
        );
        expect((await requests(to))[1]?.lastEventId).to.equal('5');
      });
    });

    describe('is made again', () => {
      it('when the server closes it', async () => {
        const source = open({ body: ['retry: 1\ndata: a\n\n', 'data: b\n\n'] }, using);
        const log: string[] = [];
        for (const name of ['open', 'error']) {
          source.addEventListener(name, () => log.push(`${name} ${source.readyState}`));
        }
        expect((await first(2, source)).map(({ data }) => data)).to.deep.equal(['a', 'b']);
        // The server closes the second one as well, sooner or later.
        expect(log.slice(0, 3)).to.deep.equal([
          `open ${OPEN}`,
          `error ${CONNECTING}`,
          `open ${OPEN}`,
        ]);
      });

      it('when it breaks', async () => {
        const body = ['retry: 1\ndata: a\n\ndata: lost', 'data: b\n\n'];
        const messages = await first(2, open({ body, cut: true }, using));
        expect(messages.map(({ data }) => data)).to.deep.equal(['a', 'b']);
      });

      it('also where it brought no message, with its id', async () => {
        const key = newKey();
        const body = ['retry: 1\nid: 3\ndata: a\n\n', 'retry: 1\n\n', 'data: b\n\n'];
        await first(2, open({ key, body }, using));
        const ids = (await requests(key)).map(({ lastEventId }) => lastEventId);
        expect(ids).to.deep.equal([null, '3', '3']);
      });
    });

    describe('is over after close()', () => {
      it('at once: nothing is asked for', async () => {
        const key = newKey();
        const source = open({ key, body: MESSAGE }, using);
        source.close();
        expect(source.readyState).to.equal(CLOSED);
        await pause();
        expect(await requests(key)).to.deep.equal([]);
      });

      it('in the middle of a message: none of those behind it are told', async () => {
        const key = newKey();
        const source = open({ key, body: MESSAGE, times: 5, open: true }, using);
        let count = 0;
        let errors = 0;
        source.onerror = () => errors++;
        source.onmessage = () => {
          count += 1;
          source.close();
        };
        await once(source, 'message');
        await pause();
        expect([count, errors, source.readyState]).to.deep.equal([1, 0, CLOSED]);
        const seen = await requests(key);
        expect(seen).to.have.length(1);
        expect(seen[0]?.gone).to.equal(true);
      });

      it('in the open event: no message is told', async () => {
        const source = open({ body: MESSAGE, open: true }, using);
        let count = 0;
        source.onmessage = () => count++;
        source.onopen = () => source.close();
        await once(source, 'open');
        await pause();
        expect(count).to.equal(0);
      });

      it('in the error event: it is not made again', async () => {
        const key = newKey();
        const source = open({ key, body: MESSAGE }, using);
        await once(source, 'error');
        source.close();
        await pause();
        expect(await requests(key)).to.have.length(1);
      });
    });
  });
}
