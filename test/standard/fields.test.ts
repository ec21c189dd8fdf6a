// HTML standard, 9.2.6: what each field of a message means.
import { expect } from '@open-wc/testing';
import {
  ENGINE,
  TRANSPORTS,
  closeAll,
  dataOf,
  first,
  newKey,
  open,
  requests,
  told,
} from './support.js';

const utf8AsLatin1 = (text: string): string =>
  String.fromCharCode(...new TextEncoder().encode(text));

for (const transport of TRANSPORTS) {
  const using = { transport };
  const data = (body: string) => dataOf(body, using);
  /** Whose own EventSource it is that is tested here. */
  const native = {
    firefox: transport === 'native' && ENGINE === 'firefox',
    webkit: transport === 'native' && ENGINE === 'webkit',
  };

  describe(`the fields of a message over ${transport}`, () => {
    afterEach(closeAll);

    describe('data', () => {
      it('of several lines is joined with newlines', async () => {
        expect(await data('data: a\ndata: b\ndata: c\n\n')).to.deep.equal(['a\nb\nc']);
        expect(await data('data\ndata: a\ndata\ndata\n\n')).to.deep.equal(['\na\n\n']);
      });

      it('loses one space after the colon, and no more', async () => {
        expect(await data('data:a\n\ndata: b\n\ndata:  c\n\n')).to.deep.equal(['a', 'b', ' c']);
        expect(await data('data:\ta\n\ndata: \tb\n\n')).to.deep.equal(['\ta', '\tb']);
      });

      it('keeps its colons and the spaces at its end', async () => {
        expect(await data('data: a: b :\n\ndata::\n\ndata: c \n\n')).to.deep.equal([
          'a: b :',
          ':',
          'c ',
        ]);
      });

      it('that is empty makes a message all the same', async () => {
        expect(await data('data\n\ndata:\n\ndata: \n\n')).to.deep.equal(['', '', '']);
      });

      it('that is absent makes none', async () => {
        expect(await data('event: message\n\nid: 1\n\ndata: a\n\n')).to.deep.equal(['a']);
      });

      it('may hold NUL (Firefox natively leaves it out)', async () => {
        expect(await data('data: a\0b\n\n')).to.deep.equal([native.firefox ? 'ab' : 'a\0b']);
      });
    });

    describe('names', () => {
      it('are compared exactly: in lower case, without spaces', async () => {
        const body =
          'Data: 1\nDATA: 2\n data: 3\ndata : 4\n\tdata: 5\ndata\0: 6\ndatax: 7\ndat: 8\ndata: 9\n\n';
        expect(await data(body)).to.deep.equal(['9']);
      });

      it('that are unknown are ignored, with and without a colon', async () => {
        expect(await data('foo: 1\nbar\n\ndata: 2\nbaz:\ndata: 3\n\n')).to.deep.equal(['2\n3']);
      });

      it('that are empty make a comment', async () => {
        expect(await data(': a\n:\n:data: b\n\ndata: c\n: d\ndata: e\n\n')).to.deep.equal(['c\ne']);
      });

      it('of comments may be very long', async () => {
        const comment = { head: 'data: a\n:', times: 100_000, tail: '\ndata: b\n\n' };
        expect(await dataOf('x', using, comment)).to.deep.equal(['a\nb']);
      });
    });

    describe('event', () => {
      const names = (body: string, ...wanted: string[]) =>
        told({ body }, using, wanted).then((messages) =>
          messages.map((message) => `${message.event}: ${message.data}`),
        );

      it('names the message', async () => {
        expect(await names('event: test\ndata: a\n\ndata: b\n\n', 'test')).to.deep.equal([
          'test: a',
          'message: b',
        ]);
      });

      it('counts for one message, also for one that was dropped', async () => {
        expect(await names('event: test\n\ndata: a\n\n', 'test')).to.deep.equal(['message: a']);
      });

      it('that is empty means message', async () => {
        const body = 'event:\ndata: a\n\nevent: \ndata: b\n\nevent: test\nevent\ndata: c\n\n';
        expect(await names(body, 'test')).to.deep.equal(['message: a', 'message: b', 'message: c']);
      });

      it('takes the last of several', async () => {
        expect(await names('event: a\nevent: b\ndata: c\n\n', 'a', 'b')).to.deep.equal(['b: c']);
      });

      it('keeps its spaces, its case and any letter', async () => {
        const body = 'event:  Ein Wort \ndata: a\n\nevent: 句\ndata: b\n\n';
        expect(await names(body, ' Ein Wort ', '句')).to.deep.equal([' Ein Wort : a', '句: b']);
      });

      it('that nobody listens for reaches nobody', async () => {
        expect(await names('event: test\ndata: a\n\ndata: b\n\n')).to.deep.equal(['message: b']);
      });

      it('may be a name that the connection uses itself', async () => {
        const body = 'event: error\ndata: a\n\nevent: open\ndata: b\n\ndata: c\n\n';
        expect(await names(body, 'error')).to.deep.equal(['error: a', 'message: c']);
      });
    });

    describe('id', () => {
      const ids = (body: string) =>
        told({ body }, using).then((messages) => messages.map(({ id }) => id));

      it('is the last one for every message until there is another', async () => {
        const body = 'data: a\n\nid: 1\ndata: b\n\ndata: c\n\nid: 2\ndata: d\n\ndata: e\n\n';
        expect(await ids(body)).to.deep.equal(['', '1', '1', '2', '2']);
      });

      it('that is empty resets it', async () => {
        const body = 'id: 1\ndata: a\n\nid\ndata: b\n\nid: 2\ndata: c\n\nid:\ndata: d\n\n';
        expect(await ids(body)).to.deep.equal(['1', '', '2', '']);
      });

      it('with a NUL in it is ignored (Firefox natively drops the whole message)', async () => {
        const body = 'id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid: \0\ndata: c\n\nid:3\ndata: d\n\n';
        const messages = (await told({ body }, using)).map(({ data, id }) => data + id);
        expect(messages).to.deep.equal(native.firefox ? ['a1', 'd3'] : ['a1', 'b1', 'c1', 'd3']);
      });

      it('takes the last of several, and may follow the data', async () => {
        expect(await ids('id: 1\nid: 2\ndata: a\n\ndata: b\nid: 3\n\n')).to.deep.equal(['2', '3']);
      });

      it('counts although its message has no data (Firefox natively ignores it)', async () => {
        expect(await ids('id: 1\n\ndata: a\n\n')).to.deep.equal([native.firefox ? '' : '1']);
      });

      it('comes back in the next request', async () => {
        const key = newKey();
        await first(2, open({ key, body: 'retry: 1\nid: a b\ndata: a\n\n' }, using));
        const seen = (await requests(key)).map(({ lastEventId }) => lastEventId);
        expect(seen.slice(0, 2)).to.deep.equal([null, 'a b']);
      });

      it('comes back in UTF-8 (a fetch of WebKitGTK encodes it twice)', async () => {
        for (const id of ['é', '句é-1😀']) {
          const key = newKey();
          await first(2, open({ key, body: `retry: 1\nid: ${id}\ndata: a\n\n` }, using));
          const twice = transport === 'fetch' && ENGINE === 'webkit';
          expect((await requests(key))[1]?.lastEventId).to.equal(twice ? utf8AsLatin1(id) : id);
        }
      });

      it('comes back although it came without data (Firefox and WebKit natively forget it)', async () => {
        const key = newKey();
        const body = ['retry: 1\ndata: a\n\nid: 7\n\n', 'data: b\n\n'];
        await first(2, open({ key, body }, using));
        const forgets = native.firefox || native.webkit;
        expect((await requests(key))[1]?.lastEventId).to.equal(forgets ? null : '7');
      });

      it('of an unfinished message does not come back', async () => {
        const key = newKey();
        const body = 'retry: 1\nid: 1\ndata: a\n\nid: 2\ndata: b\n';
        await first(2, open({ key, body }, using));
        expect((await requests(key))[1]?.lastEventId).to.equal('1');
      });

      it('that is empty does not come back', async () => {
        const key = newKey();
        const body = 'retry: 1\nid: 1\ndata: a\n\nid\ndata: b\n\n';
        await first(4, open({ key, body }, using));
        expect((await requests(key))[1]?.lastEventId).to.equal(null);
      });

      it('is what the messages of the next connection have, until there is another', async () => {
        const body = ['retry: 1\nid: 1\ndata: a\n\n', 'data: b\n\nid: 2\ndata: c\n\n'];
        const messages = await first(3, open({ body }, using));
        expect(messages.map(({ id }) => id)).to.deep.equal(['1', '1', '2']);
      });
    });
  });
}
