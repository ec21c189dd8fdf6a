import { expect } from '@open-wc/testing';
import type { TypewriterStream } from '../../src/index.js';
import type { StreamErrorKind } from '../../src/stream/errors.js';
import {
  IS_WEBKIT,
  cleanUp,
  connections,
  cut,
  expectTyped,
  mount,
  newKey,
  next,
  path,
  type Properties,
} from '../support/element.js';
import { bytes, type Bytes } from './support.js';
import { retryAtOnce } from '../support/retry-at-once.js';

retryAtOnce();

const SOON = 'retry: 1\n\n';
const GREETED = `: open\n\n${SOON}`;

/** The error of a run that must not be done. */
async function failing(properties: Properties, kind: StreamErrorKind) {
  const element = mount(properties);
  const outcome = await Promise.race([
    next(element, 'stream-error'),
    next(element, 'stream-typed'),
  ]);
  expect(outcome.type, element.text).to.equal('stream-error');
  expect(element.error?.kind).to.equal(kind);
  return element;
}

async function typed(text: string, answers: Bytes, properties: Properties = {}) {
  const key = newKey();
  const element = mount({ ...properties, src: bytes({ ...answers, key }) });
  const { reason } = await next(element, 'stream-end');
  await element.finished;
  expectTyped(element, text);
  return { element, reason, requests: (await connections(key)).requests };
}

/** A message, and a server that is gone once the connection is cut. */
function goneWhenCut() {
  const key = newKey();
  const body = [`${SOON}id: 1\ndata: one\n\n`, ''];
  return { key, src: bytes({ body, status: [200, 503], end: ['open', 'close'], key }) };
}

/** Cuts the connection once the text was read: a browser may throw away what nobody has read by then. */
async function cutOnceRead(element: TypewriterStream, key: string): Promise<void> {
  await next(element, 'stream-delta');
  await cut(key);
  await element.finished.catch(() => undefined);
}

describe('a body in which there is no event', () => {
  afterEach(cleanUp);

  const bodies = {
    'text without fields': 'hello there\n\nmore\n\n',
    'text without an end of line': 'hello there',
    'a page': '<!doctype html>\n<title>Sign in</title>\n',
  };
  for (const [what, body] of Object.entries(bodies)) {
    for (const transport of ['auto', 'fetch'] as const) {
      it(`but ${what} is an error that shows it, over ${transport}`, async () => {
        const element = await failing({ transport, src: bytes({ body }) }, 'format');
        expect(element.error?.message).to.contain(body.trim().slice(0, 20));
        expect(element.error?.message).to.contain('data: text');
        expect(element.error?.body).to.contain(body.slice(0, 20));
      });
    }

    it(`but ${what} is an error for POST and read() as well`, async () => {
      await failing({ body: 'question', src: bytes({ body }) }, 'format');
      const element = mount();
      await element.read(await fetch(bytes({ body }))).catch(() => undefined);
      expect(element.error?.kind).to.equal('format');
    });
  }

  it('since no blank line ends it is an error once it is no accident', async () => {
    const src = bytes({ body: 'retry: 1\ndata: a\ndata: b\n' });
    const element = await failing({ transport: 'fetch', src }, 'format');
    expect(element.error?.message).to.contain('data: a').and.to.contain('blank line');
  });

  it('since it was cut there is asked for again', async () => {
    const body = ['retry: 1\nda', 'retry: 1\ndata: on', 'data: one\n\ndata: end\n\n'];
    const { requests } = await typed('one', { body }, { transport: 'fetch' });
    expect(requests).to.have.length(3);
  });

  it('shows no more than 200 characters of it', async () => {
    const src = bytes({ body: 'nothing ', times: 400 });
    const element = await failing({ transport: 'fetch', src }, 'format');
    const shown = element.error?.message.split('and got this: ')[1];
    expect(shown).to.equal('nothing '.repeat(25));
    expect(element.error?.body).to.have.length(2000);
  });
});

describe('a body of events that are not read', () => {
  afterEach(cleanUp);

  const body = `${GREETED}event: token\ndata: Hello\n\nevent: token\ndata: there\n\n`;
  for (const transport of ['auto', 'fetch', 'POST'] as const) {
    const using = transport === 'POST' ? { body: {} } : { transport };

    it(`is an error that names them, over ${transport}, however it ends`, async () => {
      for (const end of ['', 'data: [DONE]\n\n', 'event: done\ndata: {}\n\n']) {
        // EventSource itself ends at a sentinel, and hears of nothing else.
        if (transport === 'auto' && end) continue;
        const element = await failing({ ...using, src: bytes({ body: body + end }) }, 'format');
        expect(element.error?.message).to.contain('token').and.to.contain('"event"');
      }
    });

    it(`may be an answer that is empty, for those who chose the events, over ${transport}`, async () => {
      const chosen = { ...using, event: 'delta' };
      const { reason } = await typed(
        '',
        { body: `${body}data: x\n\nevent: done\ndata: {}\n\n` },
        chosen,
      );
      expect(reason).to.equal('sentinel');
    });
  }

  it('is no error while they are heartbeats, or text may still come', async () => {
    const beat = `${GREETED}event: heartbeat\ndata: 1\n\n`;
    const status = `${GREETED}event: status\ndata: busy\n\n`;
    const text = 'data: at last\n\ndata: [DONE]\n\n';
    await typed('', { body: `${beat}data: [DONE]\n\n` }, { body: {} });
    await typed('at last', { body: [status, text] }, { transport: 'fetch' });
    await typed('at last', { body: [beat, text] }, { transport: 'fetch' });
  });
});

describe('what a server writes into its events when it fails', () => {
  afterEach(cleanUp);

  const failures = [
    '{"error":{"message":"upstream reset"}}',
    '<br />\n<b>Fatal error</b>: Uncaught Exception: upstream reset<br />',
  ];
  for (const line of failures) {
    for (const transport of ['auto', 'fetch', 'POST'] as const) {
      const using = transport === 'POST' ? { body: {} } : { transport };

      it(`is no proper end, over ${transport}: ${line.slice(0, 8)}`, async () => {
        for (const rest of ['\n\n', '\n']) {
          const src = bytes({ body: `${SOON}data: one\n\n${line}${rest}` });
          const element = await failing({ ...using, src }, 'format');
          expect(element.error?.message).to.contain(line.slice(0, 5));
          expect(element.text).to.equal('one');
        }
      });
    }
  }

  it('gives its sentence where it is JSON', async () => {
    const src = bytes({ body: `data: one\n\n${failures[0] ?? ''}\n\n` });
    const element = await failing({ body: {}, src }, 'format');
    expect(element.error?.detail).to.equal('upstream reset');
  });

  it('is a trifle where events follow it, or the end was said', async () => {
    const body = `data: one \n\n<!-- proxy -->\n\ndata: two\n\n`;
    await typed('one two', { body }, { body: {} });
    await typed('one', { body: 'data: one\n\ndata: [DONE]\n\n<!-- proxy -->\n' }, { body: {} });
  });
});

describe('an answer that is cut inside a message', () => {
  afterEach(cleanUp);

  const halves: [format: string, type: string, body: string][] = [
    ['text', 'text/event-stream', 'data: one \n\ndata: tw'],
    ['text', 'text/event-stream', 'data: one \n\ndata: two\n'],
    ['text', 'text/event-stream', 'data: one \n\nid: 4'],
    ['json', 'text/event-stream', 'data: "one "\n\ndata: "tw'],
    ['json', 'application/x-ndjson', '"one "\n"tw'],
  ];
  for (const [format, type, body] of halves) {
    it(`is interrupted for POST and read(): ${type} ${JSON.stringify(body)}`, async () => {
      const src = bytes({ body, type });
      const posted = await failing({ format, body: {}, src }, 'interrupted');
      expect(posted.text).to.equal('one ');
      const element = mount({ format });
      await element.read(await fetch(src)).catch(() => undefined);
      expect(element.error?.kind).to.equal('interrupted');
      expect(element.text).to.equal('one ');
    });
  }

  it('ends at a comment that is not complete, since that is no message', async () => {
    const { reason } = await typed('one', { body: 'data: one\n\n: bye' }, { body: {} });
    expect(reason).to.equal('closed');
  });

  it('is interrupted where nothing came at all', async () => {
    await failing({ body: {}, src: bytes({ body: ': ping\n\n' }) }, 'interrupted');
    await failing({ body: {}, src: bytes({}) }, 'interrupted');
  });
});

describe('a last event without its blank line, at a clean end,', () => {
  afterEach(cleanUp);

  for (const transport of ['POST', 'fetch'] as const) {
    const using = transport === 'POST' ? { body: {} } : { transport };
    for (const tail of [
      'data: [DONE]',
      'data: [DONE]\n',
      'data:  [DONE] ',
      'event: done\ndata: {}',
      'event: end',
      'event: end\n',
    ]) {
      it(`counts when it is the sentinel over ${transport}: ${JSON.stringify(tail)}`, async () => {
        const { reason, requests } = await typed('one', { body: `data: one\n\n${tail}` }, using);
        expect(reason).to.equal('sentinel');
        expect(requests).to.have.length(1);
      });
    }

    it(`counts in a format of JSON when it can be read over ${transport}`, async () => {
      const body = 'data: {"t":"one "}\n\ndata: {"t":"two"}';
      const format = { format: 'json', path: 't' };
      if (transport === 'POST') await typed('one two', { body }, { ...format, ...using });
      else await typed('one two', { body: SOON + body }, { ...format, ...using });
    });
  }
});

describe('a clean close of a stream without a sentinel', () => {
  afterEach(cleanUp);

  // WebKit's fetch takes a broken body for one that was closed properly, so it cannot know.
  const itWhereACutIsSeen = IS_WEBKIT ? () => undefined : it;
  itWhereACutIsSeen('is no end where the connection before broke in the same place', async () => {
    const half = `${SOON}data: one \n\ndata: two \n\n`;
    const body = [half, half, `${half}data: three\n\ndata: end\n\n`];
    const { reason } = await typed(
      'one two three',
      { body, end: ['cut', 'close', 'close'] },
      { transport: 'fetch' },
    );
    expect(reason).to.equal('sentinel');
  });

  it('is no end in the middle of an event or a line', async () => {
    const half = `${SOON}data: one \n\ndata: tw`;
    const body = [half, half, half, `${SOON}data: one \n\ndata: two\n\ndata: end\n\n`];
    await typed('one two', { body }, { transport: 'fetch' });
  });

  it('is no end as long as no text came', async () => {
    for (const transport of ['auto', 'fetch'] as const) {
      const ping = `${SOON}event: ping\ndata: {}\n\n`;
      const body = [SOON, ': ping\n\n', ping, ping, ping, `${SOON}data: at last\n\n`];
      await typed('at last', { body }, { transport });
    }
  });

  it('is an end when the same text was told twice, and both closed properly', async () => {
    const { reason, requests } = await typed(
      'one two',
      { body: `${GREETED}data: one \n\ndata: two\n\n` },
      { transport: 'fetch' },
    );
    expect(reason).to.equal('closed');
    expect(requests).to.have.length(2);
  });

  it('counts only where it was seen, twice: by default EventSource is first, and cannot tell it from a cut', async () => {
    const whole = `${GREETED}id: 1\ndata: one \n\nid: 2\ndata: two\n\n`;
    const { reason, requests } = await typed('one two', { body: whole });
    expect(reason).to.equal('closed');
    // In WebKit fetch takes over at once where there are ids.
    expect(requests).to.have.length(IS_WEBKIT ? 3 : 4);
  });

  itWhereACutIsSeen('is no end after two cuts over EventSource', async () => {
    const half = `${SOON}data: one \n\ndata: two \n\n`;
    const body = [half, half, half, `${half}data: three\n\ndata: end\n\n`];
    const cuts = await typed('one two three', { body, end: ['cut', 'cut', 'close', 'close'] });
    expect(cuts.reason).to.equal('sentinel');
  });

  it('is an end after one replay where ids are on every event and Last-Event-ID is ignored', async () => {
    const body = `${GREETED}id: 1\ndata: one \n\nid: 2\ndata: two\n\n`;
    const { reason, requests } = await typed('one two', { body }, { transport: 'fetch' });
    expect(reason).to.equal('closed');
    expect(requests.map(({ lastEventId }) => lastEventId)).to.deep.equal([null, '2']);
  });

  it('goes on where heartbeats keep a quiet feed alive, with more closes than max-retries', async () => {
    const quiet = `${SOON}: hb\n\n: hb\n\n`;
    const body = [`${SOON}id: 1\ndata: one \n\n`, ...Array<string>(8).fill(quiet)];
    body.push('id: 2\ndata: news\n\ndata: end\n\n');
    const { requests } = await typed('one news', { body }, { transport: 'fetch', maxRetries: 3 });
    expect(requests).to.have.length(10);
  });

  it('connects again in a format with a terminator, as long as there is an id', async () => {
    const delta = (content: string, finish_reason?: string) =>
      JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] });
    const body = [
      `${SOON}id: 1\ndata: ${delta('one ')}\n\n`,
      `id: 2\ndata: ${delta('two', 'stop')}\n\ndata: [DONE]\n\n`,
    ];
    const { requests } = await typed('one two', { body }, { format: 'openai' });
    expect(requests.map(({ lastEventId }) => lastEventId)).to.deep.equal([null, '1']);
    const src = bytes({ body: `data: ${delta('one ')}\n\n` });
    await failing({ format: 'openai', src }, 'interrupted');
  });
});

describe('transport="eventsource"', () => {
  afterEach(cleanUp);

  const using = { transport: 'eventsource', maxRetries: 2 } as const;

  it('that is reset at the same place each time ends with an error', async () => {
    for (const ids of [false, true]) {
      const body = `retry: 1\n${ids ? 'id: 1\n' : ''}data: one\n\n`;
      // A cut may overtake the text.
      const src = bytes({ body, end: 'cut', linger: 100 });
      const element = await failing({ ...using, src }, 'network');
      expect(element.text).to.equal('one');
    }
  });

  it('that is gone after some messages ends with an error', async () => {
    const { key, src } = goneWhenCut();
    const element = mount({ ...using, src });
    await cutOnceRead(element, key);
    expect(element.error?.kind).to.equal('network');
    expect(element.text).to.equal('one');
  });

  it('makes a new EventSource after a 503 in mid-stream, within max-retries', async () => {
    const text = 'data: one \n\ndata: two\n\ndata: end\n\n';
    const body = [`${SOON}data: one \n\n`, '', text];
    const answers = { body, status: [200, 503, 200], end: ['cut', 'close', 'close'] };
    const { requests } = await typed('one two', answers, using);
    expect(requests).to.have.length(3);
  });

  it('takes only messages, and not its own open and error, for the events that it is told', async () => {
    for (const transport of ['eventsource', 'fetch'] as const) {
      const body = 'data: one\n\nevent: open\ndata: x\n\n';
      const ended = await typed('one', { body, end: 'open' }, { transport, endEvent: 'open' });
      expect(ended.reason).to.equal('sentinel');
      const both = `event: open\ndata: one \n\nevent: error\ndata: two\n\nevent: end\ndata: x\n\n`;
      await typed('one two', { body: both, end: 'open' }, { transport, event: 'open error' });
    }
  });

  it('given to read(), with a server that is gone, ends with an error', async () => {
    const { key, src } = goneWhenCut();
    const gone = mount({ maxRetries: 1 });
    void gone.read(new EventSource(src)).catch(() => undefined);
    await cutOnceRead(gone, key);
    expect(gone.error?.kind).to.equal('network');
    expect(gone.text).to.equal('one');
  });
});

describe('a page that has no EventSource, or another one that fails,', () => {
  const { EventSource } = globalThis;
  afterEach(() => {
    globalThis.EventSource = EventSource;
    cleanUp();
  });

  const replacements = {
    none: undefined,
    'one that throws': function (): never {
      throw new Error('blocked');
    },
  };
  for (const [what, replacement] of Object.entries(replacements)) {
    it(`gets the text through fetch, or an error at once: ${what}`, async () => {
      globalThis.EventSource = replacement as unknown as typeof EventSource;
      const body = 'data: one\n\ndata: end\n\n';
      await typed('one', { body });
      const element = await failing({ transport: 'eventsource', src: bytes({ body }) }, 'network');
      expect(element.attempt).to.equal(1);
    });
  }
});

describe('the head of an answer', () => {
  afterEach(cleanUp);

  it('that broke off is no wrong type: it is asked for again', async () => {
    for (const head of ['', 'text/e']) {
      const body = ['', 'data: one\n\ndata: end\n\n'];
      await typed('one', { body, type: [head, 'text/event-stream'] }, { transport: 'fetch' });
    }
    await failing({ body: {}, src: bytes({ type: '' }) }, 'interrupted');
    await failing({ src: bytes({ type: 'text/html' }) }, 'content-type');
  });
});

describe('a redirect', () => {
  afterEach(cleanUp);

  it('to another origin that allows no header is tried once without the id', async () => {
    for (const transport of ['auto', 'fetch'] as const) {
      const key = newKey();
      const body = `${SOON}id: 1\ndata: one \n\n`;
      const answers = {
        body: [body, `${body}id: 2\ndata: two\n\ndata: end\n\n`],
        end: ['cut', 'close'],
      };
      const to = bytes({ ...answers, preflight: 'refused', key });
      const element = mount({ transport, src: path('/moved', { to, elsewhere: 1 }) });
      await element.finished;
      expectTyped(element, 'one two');
    }
  });

  it('that makes a GET of a POST is named in the error', async () => {
    const src = path('/moved', { to: '/error?status=405', status: 303 });
    const element = await failing({ body: {}, src }, 'http');
    expect(element.error?.message).to.contain('redirect').and.to.contain('GET');
    const page = path('/moved', { to: '/wrong-type', status: 302 });
    const other = await failing({ body: {}, src: page }, 'content-type');
    expect(other.error?.message).to.contain('redirect').and.to.contain('GET');
    for (const [body, type, kind] of [
      ['', 'text/event-stream', 'interrupted'],
      ['[]', 'application/json', 'format'],
    ] as const) {
      const to = path('/moved', { to: bytes({ body, type }), status: 301 });
      const list = await failing({ body: {}, format: 'openai', src: to }, kind);
      expect(list.error?.message).to.contain('redirect').and.to.contain('GET');
    }
  });
});
