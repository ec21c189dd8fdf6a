import { expect } from '@open-wc/testing';
import { stub } from 'sinon';
import { ANSWER, FAILURE, THINKING, wireFormats } from '../../demo-server/scenarios/llm-formats.js';
import { registerFormat } from '../../src/element/index.js';
import {
  cleanUp,
  expectTyped,
  frame,
  mount,
  next,
  path,
  type Properties,
} from '../support/element.js';

const quick = (name: string, query: Record<string, string | number> = {}): string =>
  path(`/formats/${name}`, { interval: 0, ...query });

/** The attribute for a path of the demo server. */
const formatOf = (name: string): string => (name === 'openai-completions' ? 'openai' : name);

/** An element that reads a body which is there at once. */
function mountBody(body: string, properties: Properties = {}, type = 'text/event-stream') {
  const answer = () => Promise.resolve(new Response(body, { headers: { 'content-type': type } }));
  return mount({ src: '/chat', method: 'POST', fetch: answer, ...properties });
}

const sse = (...values: unknown[]): string =>
  values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join('');

describe('the same answer in every format', () => {
  afterEach(cleanUp);

  for (const { name, begin, failure, whole } of wireFormats) {
    const format = formatOf(name);
    const thinks = begin && name !== 'langserve';

    for (const method of ['GET', 'POST']) {
      it(`is typed from format="${format}" (/formats/${name}, ${method})`, async () => {
        const element = mount({ src: quick(name), format, method });
        await element.finished;
        expectTyped(element, ANSWER);
        expect(element.reasoning).to.equal(thinks ? THINKING : '');
        expect(element.attempt).to.equal(1);
      });
    }

    if (failure) {
      it(`keeps the text when ${name} fails in the middle`, async () => {
        const element = mount({ src: quick(name, { fail: 1 }), format, method: 'POST' });
        const { error } = await next(element, 'stream-error');
        expect(error.kind).to.equal('server');
        expect(error.message).to.equal(FAILURE);
        expect(element.state).to.equal('error');
        expect(element.text).not.to.equal('');
        expect(ANSWER.startsWith(element.text)).to.be.true;
        while (element.typedText !== element.text) await frame();
        expectTyped(element, element.text);
      });

      it(`recognises ${name} with format="auto"`, async () => {
        const element = mount({ src: quick(name), format: 'auto', method: 'POST' });
        await element.finished;
        expectTyped(element, ANSWER);
      });
    }

    if (whole) {
      it(`is typed when ${name} answers with one JSON body instead of a stream`, async () => {
        const element = mount({ src: quick(name, { stream: 0 }), format, method: 'POST' });
        await element.finished;
        expectTyped(element, ANSWER);
      });
    }
  }

  it('is typed from /v1/chat/completions with a body', async () => {
    const element = mount({
      src: path('/v1/chat/completions', { interval: 0 }),
      format: 'openai',
      body: { model: 'any', stream: true, messages: [{ role: 'user', content: 'Hi' }] },
    });
    await element.finished;
    expectTyped(element, ANSWER);
  });
});

describe('the end of a formatted stream', () => {
  afterEach(cleanUp);

  const token = { choices: [{ delta: { content: 'Hi' } }] };
  const last = { choices: [{ delta: {}, finish_reason: 'stop' }] };

  it('is an error when the terminator did not come', async () => {
    const element = mountBody(sse(token), { format: 'openai' });
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('interrupted');
    expect(element.text).to.equal('Hi');
  });

  it('may be the close after the finish reason', async () => {
    const element = mountBody(sse(token, last), { format: 'openai' });
    expect((await next(element, 'stream-end')).reason).to.equal('closed');
  });

  it('over GET does not make another request', async () => {
    const element = mountBody(sse(token, last), { format: 'openai', method: 'GET' });
    await element.finished;
    expect(element.attempt).to.equal(1);
  });

  it('that is cut over GET makes room for another answer, thinking included', async () => {
    const thought = { choices: [{ delta: { reasoning: 'Hm' } }] };
    const other = { choices: [{ delta: { content: 'Bye' } }] };
    let asked = 0;
    const fetch = () => {
      const first = asked++ === 0;
      const text = first ? sse(thought, token) : sse(thought, other, last);
      let sent = false;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (!sent) controller.enqueue(new TextEncoder().encode(text));
          else if (first) controller.error(new Error('cut'));
          else controller.close();
          sent = true;
        },
      });
      return Promise.resolve(
        new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
      );
    };
    const element = mount({ src: '/chat', format: 'openai', fetch });
    await element.finished;
    expect(asked).to.equal(2);
    expectTyped(element, 'Bye');
    expect(element.reasoning).to.equal('Hm');
  });

  it('is clean where there is no text at all', async () => {
    const element = mountBody(sse(last) + 'data: [DONE]\n\n', { format: 'openai' });
    expect((await next(element, 'stream-end')).reason).to.equal('sentinel');
    await element.finished;
    expect(element.text).to.equal('');
  });

  it('may be an event without data', async () => {
    for (const end of [
      'event: end\n\n',
      'event:end\r\n\r\n',
      'event: end\r\r',
      'id: 3\nevent: end\n\n',
      // Its name is whole at a clean end of the body, as a sentinel is.
      'event: end\n',
      // With data that is whole JSON, no blank line is missed.
      'event: end\ndata: "!"\n',
    ]) {
      const element = mountBody(`event: data\ndata: "Hi"\n\n${end}`, { format: 'langserve' });
      expect((await next(element, 'stream-end')).reason, end).to.equal('sentinel');
    }
    for (const almost of ['event: en', 'event: ending\n', ': event: end\n\n']) {
      const element = mountBody(`event: data\ndata: "Hi"\n\n${almost}`, { format: 'langserve' });
      expect((await next(element, 'stream-error')).error.kind, almost).to.equal('interrupted');
    }
  });

  it('may be an event without data that comes byte by byte', async () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      const text = ['event: data', 'data: "Hi"', '', 'event: end', '', 'data: late', '', ''].join(
        eol,
      );
      const bytes = new TextEncoder().encode(text);
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at < bytes.length) controller.enqueue(bytes.slice(at, ++at));
          else controller.close();
        },
      });
      const headers = { 'content-type': 'text/event-stream' };
      const element = mount({ format: 'langserve' });
      await element.read(new Response(body, { headers }));
      expectTyped(element, 'Hi');
    }
  });

  it('is found in events and JSON that are labelled as plain text', async () => {
    const delta = (content: string, finish_reason?: string) =>
      JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] });
    const whole = JSON.stringify({ choices: [{ index: 0, message: { content: 'Hi' } }] });
    const bodies = [
      `data: ${delta('Hi', 'stop')}\n\ndata: [DONE]\n\n`,
      `: greeting\n\ndata: ${delta('Hi', 'stop')}\n\n`,
      `${delta('H')}\n${delta('i', 'stop')}\n`,
      whole,
      `${JSON.stringify(JSON.parse(whole), null, 2)}\n`,
    ];
    for (const body of bodies) {
      const element = mountBody(body, { format: 'openai' }, 'text/plain; charset=utf-8');
      await element.finished;
      expectTyped(element, 'Hi');
    }
    const failing = mountBody(
      '{"error":{"message":"bad key"}}',
      { format: 'openai' },
      'text/plain',
    );
    await failing.finished.catch(() => undefined);
    expect(failing.error?.kind).to.equal('server');
  });

  it('is the close where plain text came that only begins like an event or JSON', async () => {
    for (const body of [
      'id',
      'data',
      'evening',
      '[a link](there)\nand more',
      '{ braces }',
      'idle\n',
    ]) {
      const element = mountBody(body, { format: 'openai' }, 'text/plain');
      await element.finished.catch(() => undefined);
      expect(element.text).to.equal(body);
    }
  });

  it('is the close where plain text came in place of the format', async () => {
    const element = mountBody('Just text', { format: 'ai-sdk' }, 'text/plain');
    await element.finished;
    expectTyped(element, 'Just text');
  });

  it('is a cut connection: interrupted, and the text stays', async () => {
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(new TextEncoder().encode(sse(token)));
        else controller.error(new Error('cut'));
      },
    });
    const headers = { 'content-type': 'text/event-stream' };
    const fetch = () => Promise.resolve(new Response(body, { headers }));
    const element = mount({ src: '/chat', method: 'POST', format: 'openai', fetch });
    expect((await next(element, 'stream-error')).error.kind).to.equal('interrupted');
    expect(element.text).to.equal('Hi');
  });
});

describe('an event named error', () => {
  afterEach(cleanUp);

  const reports = async (body: string, properties: Properties): Promise<string> => {
    const element = mountBody(`data: "Hi"\n\nevent: token\ndata: "Hi"\n\n${body}`, properties);
    const { error } = await next(element, 'stream-error');
    expect(element.text.replaceAll('"', '')).to.equal('Hi');
    return `${error.kind}: ${error.message}`;
  };

  it('ends a stream of text, listed or not', async () => {
    expect(await reports('event: error\ndata: Out of tokens\n\n', {})).to.equal(
      'server: Out of tokens',
    );
    expect(await reports('event: error\ndata: {"detail":"NSFW"}\n\n', { event: 'token' })).to.equal(
      'server: NSFW',
    );
    expect(
      await reports('event: error\ndata: {"error":{"message":"Boom"}}\n\n', {
        format: 'json',
        event: 'token',
      }),
    ).to.equal('server: Boom');
  });

  it('is text where the author says so', async () => {
    const element = mountBody('event: error\ndata: 404\n\n', { event: 'error' });
    await element.finished;
    expectTyped(element, '404');
  });
});

describe('what a format finds', () => {
  afterEach(cleanUp);

  it('is told in stream-delta, with text and reasoning apart', async () => {
    const element = mountBody(
      sse(
        { choices: [{ delta: { reasoning: 'Hm' } }] },
        { choices: [{ delta: { content: 'Hi' }, finish_reason: 'stop' }] },
      ),
      { format: 'openai' },
    );
    const deltas: string[][] = [];
    element.addEventListener('stream-delta', ({ text, reasoning }) =>
      deltas.push([text, reasoning]),
    );
    await element.finished;
    expect(deltas).to.deep.equal([
      ['', 'Hm'],
      ['Hi', ''],
    ]);
    expect(element.reasoning).to.equal('Hm');
    element.clear();
    expect(element.reasoning).to.equal('');
  });

  it('replaces the text and keeps what both have in common', async () => {
    const element = mountBody(
      sse(
        { type: 'start-step' },
        { type: 'text-delta', delta: 'One. ' },
        { type: 'start-step' },
        { type: 'text-delta', delta: 'Twwo' },
        { type: 'reset-step' },
        { type: 'text-delta', delta: 'Two.' },
        { type: 'finish' },
      ),
      { format: 'ai-sdk' },
    );
    await element.finished;
    expectTyped(element, 'One. Two.');
  });

  it('is an error of kind format when the data is not JSON', async () => {
    const element = mountBody('data: <p>\n\n', { format: 'openai' });
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('format');
    expect(error.message).to.contain('<p>');
  });

  it('is nothing in a JSON body with format="text": the type is wrong', async () => {
    const element = mountBody('{}', {}, 'application/json');
    expect((await next(element, 'stream-error')).error.kind).to.equal('content-type');
  });

  it('in a JSON body may be an error', async () => {
    const body = JSON.stringify({ error: { message: 'No key' } });
    const element = mountBody(body, { format: 'openai' }, 'application/json');
    expect((await next(element, 'stream-error')).error.message).to.equal('No key');
  });

  it('is read from a Response that was given', async () => {
    const element = mount({ format: 'openai' });
    const body = JSON.stringify({ choices: [{ message: { content: 'Hi' } }] });
    await element.read(new Response(body, { headers: { 'content-type': 'application/json' } }));
    expectTyped(element, 'Hi');
  });
});

describe('format="json" in an element', () => {
  afterEach(cleanUp);

  for (const transport of ['eventsource', 'fetch'] as const) {
    it(`takes path and when, over ${transport}`, async () => {
      const element = mount({
        src: path('/json', { interval: 0, text: 'abc' }),
        transport,
        format: 'json',
        path: 'none text',
        when: 'text=a|c',
      });
      await element.finished;
      expectTyped(element, 'ac');
    });
  }

  it('takes text from the events that `event` names', async () => {
    const body = 'event: a\ndata: "1"\n\nevent: b\ndata: "2"\n\ndata: "3"\n\n';
    const some = mountBody(body, { format: 'json', event: 'a b' });
    const all = mountBody(body, { format: 'json' });
    await Promise.all([some.finished, all.finished]);
    expectTyped(some, '12');
    expectTyped(all, '123');
  });

  it('begins with EventSource, which the formats of APIs do not', async () => {
    const open = stub(window, 'EventSource').throws(new Error('not this one'));
    try {
      const api = mount({ src: quick('openai'), format: 'openai' });
      await api.finished;
      expect(open.called).to.be.false;
      const own = mount({ src: path('/json', { interval: 0 }), format: 'json' });
      await own.finished.catch(() => undefined);
      expect(open.calledOnce).to.be.true;
    } finally {
      open.restore();
    }
  });
});

describe('a format of your own', () => {
  afterEach(cleanUp);

  it('may be a function that returns the text', async () => {
    const element = mountBody('data: a b\n\ndata: [DONE]\n\n', {
      parse: ({ data }) => data.toUpperCase(),
    });
    await element.finished;
    expectTyped(element, 'A B');
  });

  it('may be a function that returns a delta, or nothing', async () => {
    const element = mountBody('data: a\n\ndata: b\n\ndata: c\n\ndata: d\n\n', {
      parse: ({ data }) =>
        data === 'a' ? null : { text: data, reasoning: data, done: data === 'c' },
    });
    await element.finished;
    expectTyped(element, 'bc');
    expect(element.reasoning).to.equal('bc');
  });

  it('that throws ends the stream with an error of kind format', async () => {
    const element = mountBody('data: a\n\n', {
      parse: () => {
        throw new Error('my mistake');
      },
    });
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('format');
    expect(error.message).to.contain('my mistake');
  });

  it('shows the text in the templates of Turbo streams', async () => {
    const element = mountBody(
      'data: <turbo-stream><template>Hello </template></turbo-stream>\n\n' +
        'data: <turbo-stream>\ndata: <template>world</template></turbo-stream>\n\n',
      {
        parse: ({ data }) =>
          new DOMParser().parseFromString(data, 'text/html').querySelector('template')?.content
            .textContent,
      },
    );
    await element.finished;
    expectTyped(element, 'Hello world');
  });

  it('can be given a name', async () => {
    registerFormat('shout', {
      sentinel: ['STOP'],
      terminated: true,
      parse: ({ data }) => ({ text: data.toUpperCase() }),
    });
    const element = mountBody('event: any\ndata: hi\n\ndata: STOP\n\n', { format: 'shout' });
    await element.finished;
    expectTyped(element, 'HI');
  });

  it('may remember, and begins anew with each connection', async () => {
    registerFormat('count', () => {
      let count = 0;
      return { sentinel: ['STOP'], terminated: true, parse: () => ({ text: String(++count) }) };
    });
    const element = mountBody('data: a\n\ndata: b\n\ndata: STOP\n\n', { format: 'count' });
    await element.finished;
    expectTyped(element, '12');
    element.restart();
    await element.finished;
    expectTyped(element, '12');
  });

  it('that is not known is text, with one warning that lists the known ones', async () => {
    const warn = stub(console, 'warn');
    try {
      const element = mountBody('data: a\n\n', { format: 'opnai' });
      await element.finished;
      expectTyped(element, 'a');
      expect(warn.calledOnce).to.be.true;
      expect(warn.firstCall.args[0])
        .to.contain('format="opnai"')
        .and.to.contain('openai-responses');
    } finally {
      warn.restore();
    }
  });
});
