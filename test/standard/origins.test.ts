// HTML standard, 9.2.2: other origins, and cookies.
import { expect } from '@open-wc/testing';
import {
  TRANSPORTS,
  closeAll,
  first,
  newKey,
  once,
  open,
  otherOrigin,
  requests,
  sse,
} from './support.js';
import { EventSourceFace } from './event-source-face.js';

const MESSAGE = 'retry: 1\nid: 1\ndata: a\n\n';
const COOKIE = 'standard-test=1';

for (const transport of TRANSPORTS) {
  const using = { transport };

  describe(`another origin over ${transport}`, () => {
    let origin = '';

    before(async () => {
      origin = await otherOrigin();
      document.cookie = `${COOKIE}; path=/`;
    });

    after(() => {
      document.cookie = `${COOKIE}; path=/; max-age=0`;
    });

    afterEach(closeAll);

    it('that allows it is read', async () => {
      const key = newKey();
      const source = open(sse({ key, body: MESSAGE, cors: '*', open: true }, origin), using);
      const message = await once<MessageEvent>(source, 'message');
      expect(message.origin).to.equal(origin);
      const [request] = await requests(key);
      expect(request?.origin).to.equal(location.origin);
    });

    it('that does not allow it is not read', async () => {
      const source = open(sse({ body: MESSAGE }, origin), using);
      let messages = 0;
      source.onmessage = () => messages++;
      await once(source, 'error');
      expect(messages).to.equal(0);
      expect(source.readyState).not.to.equal(EventSourceFace.OPEN);
    });

    it('gets no cookies', async () => {
      const key = newKey();
      const source = open(sse({ key, body: MESSAGE, cors: '*', open: true }, origin), using);
      await once(source, 'message');
      expect((await requests(key))[0]?.cookie).to.equal(null);
    });

    it('gets the cookies where withCredentials is set', async () => {
      const key = newKey();
      const address = sse({ key, body: MESSAGE, cors: 'credentials', open: true }, origin);
      const source = open(address, { ...using, withCredentials: true });
      await once(source, 'message');
      expect((await requests(key))[0]?.cookie).to.include(COOKIE);
    });

    it('must name the origin where withCredentials is set', async () => {
      const address = sse({ body: MESSAGE, cors: '*' }, origin);
      const source = open(address, { ...using, withCredentials: true });
      let messages = 0;
      source.onmessage = () => messages++;
      await once(source, 'error');
      expect(messages).to.equal(0);
    });

    it('is told the id when the connection is made again', async () => {
      const key = newKey();
      await first(2, open(sse({ key, body: MESSAGE, cors: '*' }, origin), using));
      expect((await requests(key))[1]?.lastEventId).to.equal('1');
    });

    it('that allows no header is told none over fetch, and the id natively', async () => {
      const key = newKey();
      const address = sse({ key, body: MESSAGE, cors: '*', preflight: 'refused' }, origin);
      await first(2, open(address, using));
      const ids = (await requests(key)).map(({ lastEventId }) => lastEventId);
      expect(ids).to.deep.equal(transport === 'fetch' ? [null, null] : [null, '1']);
    });

    it('may be where a redirect leads', async () => {
      const key = newKey();
      const location = sse({ key, body: MESSAGE, cors: '*' }, origin);
      await first(1, open({ status: 302, location }, using));
      expect(await requests(key)).to.have.length(1);
    });
  });

  describe(`the same origin over ${transport}`, () => {
    before(() => {
      document.cookie = `${COOKIE}; path=/`;
    });

    after(() => {
      document.cookie = `${COOKIE}; path=/; max-age=0`;
    });

    afterEach(closeAll);

    it('gets the cookies', async () => {
      const key = newKey();
      await first(1, open({ key, body: MESSAGE }, using));
      expect((await requests(key))[0]?.cookie).to.include(COOKIE);
    });
  });
}
