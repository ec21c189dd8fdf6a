// What real servers do, in every format: one table per kind of fault.
import { expect } from '@open-wc/testing';
import { authorFormat } from '../../src/formats/author-format.js';
import { StreamError } from '../../src/stream/errors.js';
import type { StreamMessage } from '../../src/stream/message.js';
import { DIALECTS } from './dialects.js';
import { answer, create, deltaOf, interpret, read, toMessage, type Sent } from './support.js';

const NAMES = Object.keys(DIALECTS);
const dialect = (name: string) => DIALECTS[name]!;
/** The formats that are told their own name, and `auto`, which has to find it out. */
const BOTH = NAMES.flatMap((name) => [[name, name] as const, ['auto', name] as const]);

const errorOf = (format: string, messages: readonly Sent[]): string =>
  read(create(format), messages).end;

describe('an answer of another API', () => {
  const counts = [
    { type: 'message_delta', delta: {}, usage: { output_tokens: 2 } },
    { totals: [], usageMetadata: { totalTokenCount: 3 } },
  ];

  it('is not understood only because it counts tokens', () => {
    for (const sent of counts) {
      for (const name of ['openai', 'cohere', 'ai-sdk']) {
        expect(errorOf(name, [sent, '[DONE]']), name).to.match(/^format: /);
      }
      const json = create('json', { path: 'text' });
      expect(read(json, [sent, '[DONE]']).end).to.match(/^format: /);
    }
  });

  it('gives its count with the first message that is understood', () => {
    const json = create('json', { path: 'text' });
    const { usage, text } = answer(json, [counts[0]!, { text: 'Hi' }, '[DONE]']);
    expect(text).to.equal('Hi');
    expect(usage?.outputTokens).to.equal(2);
  });
});

/** The message that completes an answer, where it may hold text, and what follows it. */
const LAST: Readonly<Record<string, (text: string) => readonly Sent[]>> = {
  openai: (content) => [
    { choices: [{ index: 0, delta: { content }, finish_reason: 'stop' }] },
    '[DONE]',
  ],
  gemini: (text) => [{ candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] }],
  ollama: (content) => [{ message: { content }, done: true }],
};

for (const [format, name] of BOTH) {
  const { says, saysAfter = says, tool, end, whole, failures, silent } = dialect(name);
  // `auto` needs a first message that it knows.
  const start = [says('Half an ')];

  describe(`format="${format}"${format === name ? '' : ` for ${name}`}`, () => {
    it('takes a number where text stands for text', () => {
      const { text, end: how } = read(create(format), [
        ...[says('It is $'), says(0.005), says(' and '), says(1), says(0)],
        ...end,
      ]);
      expect(text).to.equal('It is $0.005 and 10');
      expect(how).not.to.contain(':');
    });

    it('puts a paragraph between the text before and after a tool call', () => {
      const talk = (before: string, after: string): string =>
        read(create(format), [says(before), ...tool, saysAfter(after), ...end]).text;
      expect(talk('Let me look.', 'It rains.')).to.equal('Let me look.\n\nIt rains.');
      expect(talk('Let me look.\n\n', 'It rains.')).to.equal('Let me look.\n\nIt rains.');
      expect(talk('Let me look.', '\n\nIt rains.')).to.equal('Let me look.\n\nIt rains.');
      expect(talk('Let me look.\n', 'It rains.')).to.equal('Let me look.\n\nIt rains.');
      expect(talk('', 'It rains.')).to.equal('It rains.');
    });

    it('makes no paragraph within the words before a tool call', () => {
      const sent = [says('Let me '), ...silent, says('look.'), ...end];
      expect(read(create(format), sent).text).to.equal('Let me look.');
    });

    if (whole) {
      it('takes the whole text where no delta came before it, and not where one did', () => {
        expect(read(create(format), whole('All of it')).text).to.equal('All of it');
        if (['ollama', 'anthropic', 'langserve'].includes(name)) return;
        expect(read(create(format), [says('All of it'), ...whole('All of it')]).text).to.equal(
          'All of it',
        );
      });
    }

    it('types a text once that the last message repeats as a whole', () => {
      const last = LAST[name]?.('One two three');
      if (!last) return;
      const sent = [says('One '), says('two '), says('three'), ...last];
      expect(read(create(format), sent).text).to.equal('One two three');
      // A last message with a text of its own, and a word that is said twice.
      const other = [says('One two thr'), ...(LAST[name]?.('ee') ?? [])];
      expect(read(create(format), other).text).to.equal('One two three');
      const twice = [says('ha'), ...(LAST[name]?.('ha') ?? [])];
      expect(read(create(format), twice).text).to.equal('haha');
    });

    for (const failure of failures) {
      const isGiven = (value: unknown): value is { message: Sent; error: string } =>
        Object.keys(value as object).join() === 'message,error';
      const { message, error } = isGiven(failure) ? failure : { message: failure, error: 'Boom' };
      it(`keeps the text before a failure and tells it: ${JSON.stringify(message)}`, () => {
        const result = read(create(format), [...start, message, '[DONE]']);
        expect(result.text).to.equal('Half an ');
        expect(result.end).to.equal(`server: ${typeof message === 'string' ? message : error}`);
      });
    }

    it('skips heartbeats, wherever they come', () => {
      const beats: Sent[] = [
        ['ping', '2024-04-07 20:20'],
        ['heartbeat', '{}'],
        '2024-04-07 20:20',
        'ping',
        ': keep-alive',
        '[PING]',
        'true story',
        '  ',
      ];
      for (const beat of beats) {
        const sent = [beat, ...silent, says('a'), beat, says('b'), beat, ...end];
        const result = read(create(format), sent);
        expect(result.text, JSON.stringify(beat)).to.equal('ab');
        expect(result.end).not.to.contain(':');
      }
    });

    it('tells data that begins like JSON and breaks off', () => {
      for (const half of ['{"choices":[{"del', '[{"a":', '{"error":{"mess', '"half']) {
        expect(errorOf(format, [...start, half])).to.match(/^format: /);
      }
    });

    it('tells JSON in JSON', () => {
      const inner = JSON.stringify(toMessage(says('Hi')).data);
      if (format === name || name !== 'langserve') {
        expect(errorOf(format, [inner, '[DONE]'])).to.match(/^format: .*\\"/);
      }
      const why = JSON.stringify(JSON.stringify({ error: { message: 'Boom' } }));
      expect(errorOf(name, [why, '[DONE]'])).to.equal('server: Boom');
    });

    it('understands what has no text', () => {
      for (const sent of silent) {
        const interpreter = interpret(create(name));
        expect(interpreter.read(toMessage(sent)), JSON.stringify(sent)).to.be.an('object');
        expect(interpreter.unknownMessagesError()).to.equal(undefined);
      }
    });

    it('is interrupted without its end, though it may close after it', () => {
      expect(read(create(format), start).end).to.equal('interrupted');
    });
  });
}

describe('a body that says what failed', () => {
  const BODIES: readonly (readonly [object, string])[] = [
    [{ code: 'Throttling', message: 'Requests throttled' }, 'Requests throttled'],
    [{ detail: 'Not authenticated' }, 'Not authenticated'],
    [{ detail: [{ loc: ['body'], msg: 'field required' }] }, 'field required'],
    [{ errors: [{ message: 'No such model' }] }, 'No such model'],
    [{ errors: ['No such model'] }, 'No such model'],
    [{ error: 'Overloaded' }, 'Overloaded'],
    [{ error: { message: 'No key' } }, 'No key'],
    [{ message: 'Internal server error' }, 'Internal server error'],
    [{ success: false, msg: 'Quota' }, 'Quota'],
    [{ title: 'Bad Request', status: 400, detail: 'The body is empty' }, 'The body is empty'],
    [{ Message: 'User is not authorized' }, 'User is not authorized'],
    [{ errcode: 40001, errmsg: 'Bad token' }, 'Bad token'],
    [{ error_code: 18, error_msg: 'QPS limit' }, 'QPS limit'],
    [{ error: 'invalid_token', error_description: 'The token expired' }, 'The token expired'],
    [{ type: 'error', error: { type: 'x', message: 'Overloaded' } }, 'Overloaded'],
  ];
  for (const format of [...NAMES, 'auto', 'json']) {
    it(`is an error of kind server with format="${format}"`, () => {
      for (const [body, sentence] of BODIES) {
        const { end } = read(create(format, { path: 'text' }), [body]);
        expect(end, JSON.stringify(body)).to.equal(`server: ${sentence}`);
      }
    });
    it(`is one of kind format with format="${format}" where it does not say it`, () => {
      for (const body of [{ a: 1 }, { result: null }, [], {}]) {
        const { end } = read(create(format, { path: 'text' }), [body]);
        expect(end, JSON.stringify(body)).to.match(/^format: .*Expected/);
        expect(end).to.contain(JSON.stringify(body));
      }
    });
  }

  it('counts in the middle of an answer, too', () => {
    const { says } = dialect('openai');
    const sent = [says('Half'), { code: 'Throttling', message: 'Slow down' }, '[DONE]'];
    expect(read(create('openai'), sent)).to.deep.equal({
      text: 'Half',
      reasoning: '',
      end: 'server: Slow down',
    });
  });

  it('is no failure where the server tells what it does', () => {
    const { says, end } = dialect('openai');
    for (const sent of [
      { status: 'processing', message: 'Searching' },
      { code: 0, message: 'ok' },
      { code: 200, msg: 'success' },
      { message: 'Thinking' },
    ]) {
      expect(read(create('openai'), [sent, says('Hi'), ...end]).end).to.equal('sentinel');
    }
  });

  it('keeps its own sentence, and what it sent, in the error', () => {
    const delta = create('openai').parse(toMessage({ error: { message: 'No key' } }));
    expect(delta?.error?.detail).to.equal('No key');
    expect(delta?.error?.body).to.equal('{"error":{"message":"No key"}}');
  });
});

describe('a tool call in the message that ends the words before it', () => {
  const DATA = {
    openai: (content: string, ...calls: object[]) => ({
      choices: [{ delta: { content, tool_calls: calls } }],
    }),
    ollama: (content: string, ...calls: object[]) => ({ message: { content, tool_calls: calls } }),
    langserve: (content: string, ...calls: object[]) => [
      'data',
      { content, tool_call_chunks: calls },
    ],
  };
  for (const [name, says] of Object.entries(DATA)) {
    it(`comes after them in ${name}, and none is none`, () => {
      const sent = [says('Let me '), says('look.', { name: 'f' }), says('It '), says('rains.')];
      expect(read(create(name), sent).text).to.equal('Let me look.\n\nIt rains.');
    });
  }
});

describe('a refusal is what the model says', () => {
  it('in openai', () => {
    const sent = [
      { choices: [{ delta: { content: null, refusal: 'I' } }] },
      { choices: [{ delta: { refusal: ' cannot.' }, finish_reason: 'stop' }] },
    ];
    expect(read(create('openai'), sent).text).to.equal('I cannot.');
    const whole = { choices: [{ message: { content: null, refusal: 'No.' } }] };
    expect(read(create('openai'), [whole]).text).to.equal('No.');
  });

  it('in openai-responses', () => {
    const delta = [
      { type: 'response.refusal.delta', delta: 'I cannot.' },
      { type: 'response.refusal.done', refusal: 'I cannot.' },
    ];
    const end = { type: 'response.completed', response: {} };
    expect(read(create('openai-responses'), [...delta, end]).text).to.equal('I cannot.');
    expect(read(create('openai-responses'), [delta[1]!, end]).text).to.equal('I cannot.');
    const output = [{ type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }];
    const whole = { type: 'response.completed', response: { output } };
    expect(read(create('openai-responses'), [whole]).text).to.equal('No.');
  });
});

describe('format="openai-responses", block by block', () => {
  it('takes the whole text of a part that had no delta, beside one that had', () => {
    const sent = [
      { type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 'One' },
      { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'One' },
      { type: 'response.output_text.done', output_index: 2, content_index: 0, text: 'Two' },
      { type: 'response.completed', response: { output: [{ content: [{ text: 'OneTwo' }] }] } },
    ];
    expect(read(create('openai-responses'), sent).text).to.equal('One\n\nTwo');
  });
});

describe('format="openai-responses", item by item', () => {
  const message = (text: string) => ({ type: 'message', content: [{ type: 'output_text', text }] });
  const delta = (text: string, output_index?: number) => ({
    type: 'response.output_text.delta',
    output_index,
    content_index: 0,
    delta: text,
  });
  const item = (entry: object, output_index?: number) => ({
    type: 'response.output_item.done',
    output_index,
    item: entry,
  });
  const completed = (...output: object[]) => ({
    type: 'response.completed',
    response: { status: 'completed', output },
  });
  const textOf = (...sent: Sent[]) => read(create('openai-responses'), sent).text;

  it('takes an item that came only as a whole, after the text of another one', () => {
    const both = completed(message('One'), message('Two'));
    for (const numbers of [[0, 1] as const, [undefined, undefined] as const]) {
      const [first, second] = numbers;
      const told = [delta('One', first), item(message('One'), first)];
      if (first === 0) {
        expect(textOf(...told, item(message('Two'), second), both)).to.equal('One\n\nTwo');
      }
      expect(textOf(delta('One', 0), both)).to.equal('One\n\nTwo');
      expect(textOf(...told, completed(message('One')))).to.equal('One');
    }
    expect(textOf(both)).to.equal('One\n\nTwo');
  });

  it('takes nothing twice where items are numbered in another way than they are told', () => {
    const reasoning = { type: 'reasoning', summary: [] };
    expect(textOf(delta('One', 0), completed(reasoning, message('One')))).to.equal('One');
  });

  it('takes no thinking for text, as a part or as an item', () => {
    const part = { type: 'reasoning_text', text: 'Hm' };
    const reasoning = { type: 'reasoning', summary: [], content: [part] };
    const sent = [
      { type: 'response.content_part.done', output_index: 0, content_index: 0, part },
      item(reasoning, 0),
      item(message('One'), 1),
      completed(reasoning, message('One')),
    ];
    expect(read(create('openai-responses'), sent)).to.include({ text: 'One', reasoning: 'Hm' });
  });

  it('is no whole answer while it runs in the background', () => {
    const queued = { object: 'response', status: 'queued', output: [] };
    expect(read(create('openai-responses'), [queued]).end).to.equal('interrupted');
  });
});

describe('format="anthropic", block by block', () => {
  it('keeps text with citations together', () => {
    const text = (words: string) => ({
      type: 'content_block_start',
      content_block: { type: 'text', text: words },
    });
    const sent = [text('The grass is '), text('green'), text('.'), { type: 'message_stop' }];
    expect(read(create('anthropic'), sent).text).to.equal('The grass is green.');
  });

  it('leaves out the results of tools in an answer that was not streamed', () => {
    const content = [
      { type: 'text', text: 'Let me look.' },
      { type: 'server_tool_use', input: {} },
      { type: 'mcp_tool_result', content: [{ type: 'text', text: 'no' }] },
      { type: 'text', text: 'It rains.' },
    ];
    expect(read(create('anthropic'), [{ type: 'message', content }]).text).to.equal(
      'Let me look.\n\nIt rains.',
    );
  });
});

describe('why a model stopped', () => {
  const reasonOf = (name: string, sent: Sent) => answer(create(name), [sent]).finishReason;
  const chosen = (finish_reason: string) => ({ choices: [{ delta: {}, finish_reason }] });

  it('is one of six words', () => {
    const words = {
      stop: ['stop', 'eos', 'eos_token', 'end_turn', 'COMPLETE', 'stop_sequence', 'STOP'],
      length: [
        'length',
        'max_tokens',
        'MAX_TOKENS',
        'model_length',
        'model_context_window_exceeded',
      ],
      'content-filter': ['content_filter', 'SAFETY', 'refusal', 'PROHIBITED_CONTENT', 'sensitive'],
      'tool-calls': ['tool_calls', 'function_call', 'tool_use', 'TOOL_CALL'],
      error: ['error', 'network_error', 'insufficient_system_resource'],
      other: ['pause_turn', 'OTHER', 'unknown'],
    };
    for (const [reason, names] of Object.entries(words)) {
      for (const name of names) expect(reasonOf('openai', chosen(name)), name).to.equal(reason);
    }
    for (const none of ['', 'null']) {
      expect(reasonOf('openai', chosen(none)), none).to.equal(undefined);
      expect(read(create('openai'), [chosen(none)]).end, none).to.equal('interrupted');
    }
  });

  it('is told by every format that knows it', () => {
    const cases: Readonly<Record<string, Sent>> = {
      openai: chosen('length'),
      'openai-responses': {
        type: 'response.incomplete',
        response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      },
      anthropic: { type: 'message_delta', delta: { stop_reason: 'max_tokens' } },
      gemini: { candidates: [{ finishReason: 'MAX_TOKENS' }] },
      cohere: { type: 'message-end', delta: { finish_reason: 'MAX_TOKENS' } },
      ollama: { done: true, done_reason: 'length' },
      'ai-sdk': { type: 'finish', finishReason: 'length' },
      langserve: ['data', { content: '', response_metadata: { finish_reason: 'length' } }],
    };
    for (const [name, sent] of Object.entries(cases)) {
      expect(reasonOf(name, sent), name).to.equal('length');
    }
    expect(reasonOf('openai-responses', { type: 'response.incomplete' })).to.equal('length');
  });

  it('is a tool call where a response ends with one', () => {
    const sent = [
      { type: 'response.output_item.added', item: { type: 'function_call' } },
      { type: 'response.completed', response: { status: 'completed' } },
    ];
    expect(answer(create('openai-responses'), sent).finishReason).to.equal('tool-calls');
  });
});

describe('what an answer cost', () => {
  const CASES: Readonly<Record<string, readonly Sent[]>> = {
    openai: [{ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } }],
    'openai-responses': [
      {
        type: 'response.completed',
        response: { usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 } },
      },
    ],
    anthropic: [
      { type: 'message_start', message: { usage: { input_tokens: 3, output_tokens: 1 } } },
      { type: 'message_delta', delta: {}, usage: { output_tokens: 4 } },
    ],
    gemini: [
      { usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4, totalTokenCount: 7 } },
    ],
    cohere: [
      { type: 'message-end', delta: { usage: { tokens: { input_tokens: 3, output_tokens: 4 } } } },
    ],
    ollama: [{ done: true, prompt_eval_count: 3, eval_count: 4 }],
    'ai-sdk': [
      {
        type: 'finish',
        messageMetadata: { usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 } },
      },
    ],
    langserve: [['data', { content: '', usage_metadata: { input_tokens: 3, output_tokens: 4 } }]],
    dify: [
      {
        event: 'message_end',
        metadata: { usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } },
      },
    ],
  };
  for (const [name, sent] of Object.entries(CASES)) {
    it(`is told by ${name}`, () => {
      const { usage } = answer(create(name), sent);
      expect(usage?.inputTokens).to.equal(3);
      expect(usage?.outputTokens).to.equal(4);
      if (usage?.totalTokens !== undefined) expect(usage.totalTokens).to.equal(7);
      expect(usage?.raw).to.be.an('object');
    });
  }

  it('is nothing where the provider writes null', () => {
    expect(answer(create('openai'), [{ choices: [], usage: null }]).usage).to.equal(undefined);
  });
});

describe('format="json" and what servers do', () => {
  it('takes numbers, with a path and without', () => {
    expect(read(create('json'), ['"a"', '0.5', '1', '"b"']).text).to.equal('a0.51b');
    expect(read(create('json', { path: 't' }), [{ t: 'a' }, { t: 5 }, { t: 0 }]).text).to.equal(
      'a50',
    );
  });

  it('takes JSON in a string for the text that it is, without a path', () => {
    expect(read(create('json'), [JSON.stringify('{"a":1}')]).text).to.equal('{"a":1}');
  });

  it('tells that no message agreed with `when`', () => {
    const { end } = read(create('json', { path: 't', when: 'type=x' }), [{ type: 'y', t: 'a' }]);
    expect(end).to.match(/^format: /);
  });

  it('never leads into a prototype', () => {
    for (const path of ['__proto__', 'constructor.name', '__proto__.toString', 'toString']) {
      expect(create('json', { path }).parse(toMessage({ a: 1 }))?.text, path).to.equal(undefined);
    }
    expect(
      create('json', { path: '__proto__' }).parse(toMessage('{"__proto__":"mine"}'))?.text,
    ).to.equal('mine');
  });
});

describe('JSON that is nested too deep', () => {
  for (const format of [...NAMES, 'json', 'auto']) {
    it(`is an error of kind format or no text with format="${format}"`, () => {
      for (const [open, close] of [
        ['[', ']'],
        ['{"text":', '}'],
        ['{"content":', '}'],
      ] as const) {
        const data = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
        for (const sent of [data, `{"choices":[{"delta":{"content":${data}}}]}`]) {
          const delta = create(format).parse(toMessage(sent));
          expect(delta?.error?.kind ?? 'format').to.equal('format');
        }
      }
    });
  }
});

describe('what a `parse` gives', () => {
  const given = (value: unknown) =>
    deltaOf(
      interpret(authorFormat({ terminated: false, parse: () => value as null })),
      toMessage('x'),
    );

  it('is text, a number, a delta, or nothing', () => {
    expect(given('a')?.text).to.equal('a');
    expect(given(5)?.text).to.equal('5');
    expect(given({ text: 5, done: true })).to.include({ text: '5', done: true });
    for (const nothing of [null, undefined, false]) expect(given(nothing)).to.equal(null);
  });

  it('is an error of kind format where it is nothing of that', () => {
    const broken = {
      get text(): string {
        throw new Error('my mistake');
      },
    };
    for (const [value, sentence] of [
      [Promise.resolve('a'), 'promise'],
      [{ text: {} }, '`text` must be a string'],
      [{ error: 'x' }, 'x'],
      [{ error: new Error('why') }, 'why'],
      [true, 'must be a string'],
      [broken, 'my mistake'],
    ] as const) {
      const error = given(value)?.error;
      expect(error).to.be.instanceOf(StreamError);
      expect(error?.kind).to.equal('format');
      expect(error?.message).to.contain(sentence);
    }
    const own = new StreamError('server', 'Boom');
    expect(given({ error: own })?.error).to.equal(own);
  });

  it('leaves it to the format where the answer ends', () => {
    const parse = ({ data }: StreamMessage) => data.slice(0, 1);
    const { says, end } = dialect('anthropic');
    for (const format of ['auto', 'anthropic']) {
      const cut = interpret(create(format), { parse });
      expect(deltaOf(cut, toMessage(says('Half')))?.text).to.equal('{');
      expect(cut.mayClose, format).to.be.false;
      cut.read(toMessage(end[0]!));
      expect(cut.mayClose, format).to.be.true;
    }
    const plain = interpret(create('auto'), { parse });
    plain.read(toMessage('any text'));
    expect(plain.mayClose).to.be.true;
  });

  it('that was nothing for any message is an error at the end', () => {
    const interpreter = interpret({ terminated: false, parse: () => null });
    expect(interpreter.unknownMessagesError()).to.equal(undefined);
    interpreter.read(toMessage('what is this?'));
    const problem = interpreter.unknownMessagesError();
    expect(problem?.kind).to.equal('format');
    expect(problem?.message).to.contain('what is this?');
  });
});

describe('a sentinel', () => {
  const text = (options = {}) => interpret(create('text'), { endMayBeText: true, ...options });
  const kind = (data: string, options = {}) => text(options).kindOf(toMessage(data));

  it('counts with spaces around it', () => {
    for (const data of ['[DONE]', ' [DONE]', '[DONE] ', '\t[DONE]\n']) {
      expect(kind(data), data).to.equal('end');
    }
  });

  it('that is a word nobody chose is the end only if no text follows', () => {
    expect(kind('end')).to.equal('maybe-end');
    expect(kind('end', { endMayBeText: false })).to.equal('end');
    expect(kind('ending')).to.equal('text');
  });
});
