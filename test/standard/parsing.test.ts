// HTML standard, 9.2.5 and 9.2.6: how the bytes of a stream become lines, and lines messages.
import { expect } from '@open-wc/testing';
import { ENGINE, TRANSPORTS, closeAll, dataOf, told } from './support.js';

const BOM = '\uFEFF';
const bytes = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part] : Array.from(new TextEncoder().encode(part)),
    ),
  );

for (const transport of TRANSPORTS) {
  const using = { transport };

  describe(`the bytes of an event stream over ${transport}`, () => {
    afterEach(closeAll);

    describe('are lines that end', () => {
      for (const [name, eol] of [
        ['with LF', '\n'],
        ['with CR', '\r'],
        ['with CR LF', '\r\n'],
      ] as const) {
        it(name, async () => {
          const body = ['data: a', 'data: b', '', 'data: c', '', ''].join(eol);
          expect(await dataOf(body, using)).to.deep.equal(['a\nb', 'c']);
        });
      }

      it('with any of the three, one after the other', async () => {
        const body =
          'data: a\rdata: b\ndata: c\r\n\rdata: d\r\n\ndata: e\n\r\ndata: f\r\rdata: g\n\n';
        expect(await dataOf(body, using)).to.deep.equal(['a\nb\nc', 'd', 'e', 'f', 'g']);
      });

      it('with CR LF that is cut between the two, which is still one line end', async () => {
        const body = 'data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n';
        for (const chunk of [1, 8]) {
          expect(await dataOf(body, using, { chunk })).to.deep.equal(['a\nb', 'c']);
        }
      });

      it('and a message is handed over at a CR, without waiting for what follows it', async () => {
        const body = 'data: a\r\r';
        expect(await dataOf(body, using)).to.deep.equal(['a']);
      });

      it('nowhere else: other separators of Unicode belong to the data', async () => {
        const data = 'a\u0085b\u2028c\u2029d\u000Be\u000Cf';
        expect(await dataOf(`data: ${data}\n\n`, using)).to.deep.equal([data]);
      });
    });

    describe('are UTF-8', () => {
      it('whatever the Content-Type says (Chromium refuses a stream that says otherwise)', async () => {
        const refused = transport === 'native' && ENGINE === 'chromium';
        for (const charset of ['windows-1252', 'utf-16', 'bogus']) {
          const type = `text/event-stream;charset=${charset}`;
          expect(await dataOf('data: okäöü…😀\n\n', using, { type })).to.deep.equal(
            refused ? [] : ['okäöü…😀'],
          );
        }
        const type = 'text/event-stream; Charset="UTF-8"';
        expect(await dataOf('data: ä\n\n', using, { type })).to.deep.equal(['ä']);
      });

      it('and a byte that is not becomes a replacement character', async () => {
        const body = bytes('data: a', 0xff, 'b', 0xc3, '\n\n');
        expect(await dataOf(body, using)).to.deep.equal(['a\uFFFDb\uFFFD']);
      });

      it('cut inside a character as anywhere', async () => {
        const text = 'é…😀👨‍👩‍👧';
        for (const chunk of [1, 3]) {
          const body = `data: ${text}\n\ndata: ${text}\n\n`;
          expect(await dataOf(body, using, { chunk })).to.deep.equal([text, text]);
        }
      });

      it('so that field names in other alphabets are unknown', async () => {
        expect(await dataOf('dａta: no\ndata: yes\n\n', using)).to.deep.equal(['yes']);
      });
    });

    describe('may begin with a byte order mark,', () => {
      it('which is taken off', async () => {
        expect(await dataOf(`${BOM}data: 1\n\ndata: 2\n\n`, using)).to.deep.equal(['1', '2']);
      });

      it('also where it arrives byte by byte (WebKit natively keeps it then)', async () => {
        const keeps = transport === 'native' && ENGINE === 'webkit';
        const body = `${BOM}data: 1\n\ndata: 2\n\n`;
        expect(await dataOf(body, using, { chunk: 1 })).to.deep.equal(keeps ? ['2'] : ['1', '2']);
      });

      it('but only one: a second one makes an unknown field', async () => {
        expect(await dataOf(`${BOM}${BOM}data: 1\n\ndata: 2\n\n`, using)).to.deep.equal(['2']);
      });

      it('and only there: a later one makes an unknown field', async () => {
        const body = `data: 1\n\n${BOM}data: 2\n\ndata: 3\n\n`;
        expect(await dataOf(body, using)).to.deep.equal(['1', '3']);
      });

      it('and inside the data it is text', async () => {
        expect(await dataOf(`data:${BOM}1\n\n`, using)).to.deep.equal([`${BOM}1`]);
      });
    });

    describe('end', () => {
      it('with an unfinished message, which is dropped', async () => {
        expect(await dataOf('data: a\n\ndata: b\n', using)).to.deep.equal(['a']);
      });

      it('with an unfinished line, which is dropped', async () => {
        expect(await dataOf('data: a\n\ndata: b', using)).to.deep.equal(['a']);
        expect(await dataOf('data: a\n\nid: 1\ndata: b\nda', using)).to.deep.equal(['a']);
      });

      it('with nothing at all', async () => {
        expect(await dataOf('', using)).to.deep.equal([]);
        expect(await dataOf('\n\n\n', using)).to.deep.equal([]);
      });
    });

    it('may be cut into pieces of any size', async () => {
      const body =
        `${BOM}: hello\r\n\r\nevent: one\rid: 1\r\ndata: ä\ndata\n\n` +
        'data:b\r\rid: 二\ndata: c\r\n\r\nretry: 1\n\nid\ndata:  d\n\ndata: unfinished';
      const expected = [
        { event: 'one', data: 'ä\n', id: '1' },
        { event: 'message', data: 'b', id: '1' },
        { event: 'message', data: 'c', id: '二' },
        { event: 'message', data: ' d', id: '' },
      ];
      for (const chunk of [1, 2, 3, 5, 7, 11]) {
        expect(await told({ body, chunk }, using, ['one']), `${chunk} bytes`).to.deep.equal(
          expected,
        );
      }
    });

    it('may hold a long message, many messages and many lines', async () => {
      const long = { head: 'data: ', body: 'x', times: 200_000, tail: '\n\n' };
      expect((await told(long, using)).map(({ data }) => data.length)).to.deep.equal([200_000]);
      expect(await dataOf('data: a\n\n', using, { times: 1000 })).to.deep.equal(
        Array.from({ length: 1000 }, () => 'a'),
      );
      expect(await dataOf('data: a\n', using, { times: 1000, tail: '\n' })).to.deep.equal([
        Array.from({ length: 1000 }, () => 'a').join('\n'),
      ]);
    });
  });
}
