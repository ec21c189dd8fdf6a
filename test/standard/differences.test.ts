// Where our stream layer is not what the HTML standard says, on purpose or by the nature of fetch.
// Each of these is a decision: whoever changes one changes its test, too.
import { expect } from '@open-wc/testing';
import { EventSourceFace } from './event-source-face.js';
import {
  ENGINE,
  TRANSPORTS,
  closeAll,
  dataOf,
  first,
  newKey,
  once,
  open,
  requests,
} from './support.js';

const using = { transport: 'fetch' } as const;
const { random } = Math;

describe('other than the standard', () => {
  afterEach(closeAll);

  describe('over fetch', () => {
    it('plain text and lines of JSON are streams as well', async () => {
      for (const type of ['text/plain', 'application/x-ndjson']) {
        expect(await dataOf('a', using, { type })).to.deep.equal(['a']);
      }
    });

    it('a server that is asked for more twice and has not a single message is done', async () => {
      const key = newKey();
      const source = open({ key, body: ['retry: 1\nid: 1\ndata: a\n\n', ':\n'] }, using);
      while (source.readyState !== EventSourceFace.CLOSED) await once(source, 'error');
      expect(source.error).to.equal(undefined);
      expect(await requests(key)).to.have.length(3);
    });

    it('events that are labelled as JSON are read, and JSON is not', async () => {
      const type = 'application/json';
      expect(await dataOf('data: a\n\n', using, { type })).to.deep.equal(['a']);
      const source = open({ body: '{"a":1}', type }, using);
      await once(source, 'error');
      expect(source.error?.kind).to.equal('content-type');
    });

    it('a message that is not complete after 32 MiB is an error', async () => {
      const source = open({ body: 'data: x', times: 5_000_000 }, using);
      while (source.readyState !== EventSourceFace.CLOSED) await once(source, 'error');
      expect(source.error?.kind).to.equal('limit');
    });

    it('a failure has a reason', async () => {
      const source = open({ status: 404, body: 'no such text', type: 'text/plain' }, using);
      await once(source, 'error');
      expect(source.error).to.include({ kind: 'http', status: 404 });
      expect(source.error?.message).to.include('no such text');
    });
  });

  describe('natively', () => {
    it('the browser tells no reason for a failure', async () => {
      const source = open({ status: 404 }, { transport: 'native' });
      await once(source, 'error');
      expect(source.error?.kind).to.equal('network');
      expect(source.error?.status).to.equal(undefined);
      expect(source.error?.message).to.include('cannot say why');
    });

    it('only the names that were asked for before it opened are heard', async () => {
      const body = 'event: late\ndata: a\n\ndata: b\n\n';
      const source = open({ body, chunk: 5, open: true }, { transport: 'native' });
      await once(source, 'open');
      let heard = 0;
      source.addEventListener('late', () => heard++);
      await once(source, 'message');
      expect(heard).to.equal(0);
    });
  });
});

describe('the retry field', () => {
  afterEach(() => {
    closeAll();
    Math.random = random;
  });

  it('is the time to wait and no less, whatever chance says', async () => {
    for (const number of [0, 0.5, 0.9999]) {
      Math.random = () => number;
      const source = open({ body: 'retry: 2000\ndata: a\n\n' }, using);
      await once(source, 'error');
      source.close();
      expect(source.delay).to.equal(2000);
    }
  });

  /** What it waits after this body, with the longest wait where none was asked for. */
  async function delayAfter(body: string): Promise<number | null> {
    Math.random = () => 0.99999;
    const source = open({ body }, using);
    await once(source, 'error');
    source.close();
    return source.delay;
  }

  it('of digits is the time to wait, in milliseconds', async () => {
    expect(await delayAfter('retry: 250\ndata: a\n\n')).to.equal(250);
    expect(await delayAfter('retry:03000\n\n')).to.equal(3000);
    expect(await delayAfter('retry: 250\nretry: 350\n\n')).to.equal(350);
  });

  it('counts at once, although no blank line follows it', async () => {
    expect(await delayAfter('retry: 250\n')).to.equal(250);
    expect(await delayAfter('retry: 250')).to.equal(1000);
  });

  it('of anything else is ignored', async () => {
    for (const value of [
      '',
      ' ',
      '1000x',
      '-1',
      '+1',
      '1e3',
      '0x10',
      '1.5',
      ' 250',
      '250 ',
      '１',
    ]) {
      expect(await delayAfter(`retry: 300\nretry: ${value}\n\n`), value).to.equal(300);
    }
    expect(await delayAfter('retry: 300\nretry\n\n')).to.equal(300);
  });

  it('that is ignored leaves one second', async () => {
    expect(await delayAfter('retry: soon\ndata: a\n\n')).to.equal(1000);
  });

  for (const transport of TRANSPORTS) {
    it(`makes the next connection come soon over ${transport} (Firefox waits half a second)`, async () => {
      const started = performance.now();
      await first(3, open({ body: 'retry: 1\ndata: a\n\n' }, { transport }));
      const taken = performance.now() - started;
      const patient = transport === 'native' && ENGINE === 'firefox';
      // Without the field they wait for three seconds, or five, each of the two times.
      expect(taken).to.be.within(patient ? 900 : 0, 5_500);
    });
  }
});
