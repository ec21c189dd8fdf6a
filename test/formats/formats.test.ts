import { expect } from '@open-wc/testing';
import { matches, textOf, at } from '../../src/formats/read-json.js';
import { formats } from '../../src/formats/registry.js';
import { create, read, type Sent } from './support.js';

const chunk = (delta: object, more: object = {}): object => ({
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
});
const says = (content: unknown): object => chunk({ content });

interface Case {
  readonly says: string;
  readonly messages: readonly Sent[];
  readonly text?: string;
  readonly reasoning?: string;
  readonly end: string;
}

const CASES: Readonly<Record<string, readonly Case[]>> = {
  openai: [
    {
      says: 'ends at [DONE], and takes messages without choices',
      messages: [{ choices: [] }, says(''), says('Hi'), says('!'), { choices: [] }, '[DONE]'],
      text: 'Hi!',
      end: 'sentinel',
    },
    {
      says: 'may close after the finish reason, [DONE] or not',
      messages: [says('Hi'), chunk({}, { finish_reason: 'stop' })],
      text: 'Hi',
      end: 'close',
    },
    { says: 'is interrupted before it', messages: [says('Hi')], text: 'Hi', end: 'interrupted' },
    {
      says: 'takes the first of several choices',
      messages: [
        { choices: [{ index: 1, delta: { content: 'no' } }] },
        {
          choices: [
            { index: 1, delta: { content: 'no' } },
            { index: 0, delta: { content: 'yes' } },
          ],
        },
        '[DONE]',
      ],
      text: 'yes',
      end: 'sentinel',
    },
    {
      says: 'takes content that is null, absent, or in parts with the thinking apart',
      messages: [
        says(null),
        { choices: [{ index: 0, content_filter_results: {} }] },
        says([{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }]),
        says([
          { type: 'thinking', thinking: [{ type: 'text', text: ' Ah.' }] },
          { type: 'text', text: '1' },
        ]),
        says('44'),
        '[DONE]',
      ],
      text: '144',
      reasoning: 'Hm. Ah.',
      end: 'sentinel',
    },
    {
      says: 'keeps reasoning_content and reasoning out of the text',
      messages: [
        chunk({ content: null, reasoning_content: 'a' }),
        chunk({ content: '', reasoning: 'b', reasoning_details: [{ text: 'b' }] }),
        says('c'),
        '[DONE]',
      ],
      text: 'c',
      reasoning: 'ab',
      end: 'sentinel',
    },
    {
      says: 'prefers the delta to the whole message beside it',
      messages: [
        chunk({ content: 'a' }, { message: { content: 'a' } }),
        chunk({ content: 'b' }, { message: { content: 'ab' } }),
        chunk({}, { message: { content: 'ab' }, finish_reason: 'stop' }),
      ],
      text: 'ab',
      end: 'close',
    },
    {
      says: 'takes a message without a delta for the whole text',
      messages: [
        says('a'),
        { object: 'chat.completion.done', choices: [{ message: { content: 'ab' } }] },
        { choices: [{ message: { content: '' }, finish_reason: 'stop' }] },
      ],
      text: 'ab',
      end: 'close',
    },
    {
      says: 'reads legacy completions, and not their text twice',
      messages: [
        { choices: [{ index: 0, text: 'a' }] },
        { choices: [{ index: 0, text: 'b', delta: { content: 'b' } }] },
        '[DONE]',
      ],
      text: 'ab',
      end: 'sentinel',
    },
    {
      says: 'reads an answer that was not streamed',
      messages: [{ choices: [{ message: { content: 'All' }, finish_reason: 'stop' }] }],
      text: 'All',
      end: 'close',
    },
    {
      says: 'ends without text at a tool call',
      messages: [chunk({ tool_calls: [{}] }), chunk({}, { finish_reason: 'tool_calls' })],
      end: 'close',
    },
    {
      says: 'reports an error message',
      messages: [says('Par'), { error: { message: 'Engine died', code: 500 } }, '[DONE]'],
      text: 'Par',
      end: 'server: Engine died',
    },
    {
      says: 'reports an error beside choices, after their text',
      messages: [{ ...says('x'), error: { code: 400, message: 'Token limit' } }],
      text: 'x',
      end: 'server: Token limit',
    },
    {
      says: 'reports an event named error',
      messages: [['error', { message: 'Rate limit' }]],
      end: 'server: Rate limit',
    },
    {
      says: 'reports an error that is an object of its own',
      messages: [{ object: 'error', message: 'Too long' }],
      end: 'server: Too long',
    },
    {
      says: 'shows an error that has no message',
      messages: [{ error: { code: 7 } }],
      end: 'server: {"error":{"code":7}}',
    },
  ],
  'openai-responses': [
    {
      says: 'reads text and reasoning, once',
      messages: [
        { type: 'response.created', response: { error: null } },
        { type: 'response.reasoning_summary_text.delta', delta: 'Hm' },
        { type: 'response.reasoning_text.delta', delta: '.' },
        { type: 'response.output_text.delta', delta: 'Hi' },
        { type: 'response.function_call_arguments.delta', delta: '{"no":1}' },
        { type: 'response.output_text.done', text: 'Hi' },
        { type: 'response.completed', response: { output: [{ content: [{ text: 'Hi' }] }] } },
        says('late'),
      ],
      text: 'Hi',
      reasoning: 'Hm.',
      end: 'terminator',
    },
    {
      says: 'ends when the answer is cut short by a limit',
      messages: [{ type: 'response.incomplete' }],
      end: 'terminator',
    },
    {
      says: 'reports a failure',
      messages: [{ type: 'response.failed', response: { error: { message: 'Boom' } } }],
      end: 'server: Boom',
    },
    {
      says: 'reports an error in either shape',
      messages: [{ type: 'error', code: 'x', message: 'Flat' }],
      end: 'server: Flat',
    },
    {
      says: 'is interrupted without an end',
      messages: [{ type: 'response.output_text.delta', delta: 'Hi' }],
      text: 'Hi',
      end: 'interrupted',
    },
    {
      says: 'reads an answer that was not streamed',
      messages: [
        {
          object: 'response',
          error: null,
          output: [
            { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }] },
            { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] },
          ],
        },
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'close',
    },
  ],
  anthropic: [
    {
      says: 'reads text blocks, with thinking and tools apart',
      messages: [
        { type: 'message_start', message: { content: [] } },
        { type: 'ping' },
        { type: 'content_block_start', content_block: { type: 'thinking', thinking: '' } },
        { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: 'Hm' } },
        { type: 'content_block_delta', delta: { type: 'signature_delta', signature: 'xx' } },
        { type: 'content_block_start', content_block: { type: 'text', text: 'H' } },
        { type: 'content_block_delta', delta: { type: 'text_delta', text: 'i' } },
        { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{' } },
        { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
        { type: 'message_stop' },
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'terminator',
    },
    {
      says: 'may close after the stop reason',
      messages: [{ type: 'message_delta', delta: { stop_reason: 'tool_use' } }],
      end: 'close',
    },
    {
      says: 'reports an error',
      messages: [['error', { type: 'error', error: { type: 'x', message: 'Overloaded' } }]],
      end: 'server: Overloaded',
    },
    {
      says: 'reads an answer that was not streamed',
      messages: [
        {
          type: 'message',
          content: [
            { type: 'thinking', thinking: 'Hm' },
            { type: 'text', text: 'Hi' },
          ],
        },
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'close',
    },
  ],
  gemini: [
    {
      says: 'reads several parts, with thoughts apart, and may close after the finish reason',
      messages: [
        { candidates: [{ content: { parts: [{ text: 'Hm', thought: true }, { text: 'H' }] } }] },
        { candidates: [{ content: { parts: [{ text: 'i' }, { functionCall: {} }] } }] },
        { candidates: [{ finishReason: 'STOP' }] },
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'close',
    },
    {
      says: 'reports a prompt that was blocked',
      messages: [{ promptFeedback: { blockReason: 'SAFETY' } }],
      end: 'server: The prompt was blocked: SAFETY',
    },
    {
      says: 'reads the one array of an answer without alt=sse',
      messages: [
        [
          { candidates: [{ content: { parts: [{ text: 'H' }] } }] },
          { candidates: [{ content: { parts: [{ text: 'i' }] }, finishReason: 'STOP' }] },
          { usageMetadata: {} },
        ],
      ],
      text: 'Hi',
      end: 'close',
    },
    {
      says: 'reports an error',
      messages: [{ error: { code: 429, message: 'Quota', status: 'X' } }],
      end: 'server: Quota',
    },
  ],
  cohere: [
    {
      says: 'reads version 2',
      messages: [
        [
          'content-delta',
          { type: 'content-delta', delta: { message: { content: { thinking: 'Hm' } } } },
        ],
        [
          'content-delta',
          { type: 'content-delta', delta: { message: { content: { text: 'Hi' } } } },
        ],
        [
          'citation-start',
          { type: 'citation-start', delta: { message: { citations: { text: 'no' } } } },
        ],
        ['message-end', { type: 'message-end', delta: { finish_reason: 'COMPLETE' } }],
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'terminator',
    },
    {
      says: 'reads version 1, and not its closing repeat',
      messages: [
        { event_type: 'text-generation', text: 'H' },
        { event_type: 'text-generation', text: 'i' },
        { event_type: 'stream-end', finish_reason: 'COMPLETE', response: { text: 'Hi' } },
      ],
      text: 'Hi',
      end: 'terminator',
    },
    {
      says: 'reports an error',
      messages: [{ type: 'message-end', delta: { finish_reason: 'ERROR', error: 'Boom' } }],
      end: 'server: Boom',
    },
  ],
  ollama: [
    {
      says: 'reads /api/chat',
      messages: [
        { message: { content: '', thinking: 'Hm' }, done: false },
        { message: { content: 'Hi' }, done: false },
        { message: { content: '' }, done: true },
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'terminator',
    },
    {
      says: 'reads /api/generate',
      messages: [
        { response: 'H', done: false },
        { response: 'i', done: false },
      ],
      text: 'Hi',
      end: 'interrupted',
    },
    {
      says: 'reports an error',
      messages: [{ response: 'H' }, { error: 'Out of memory' }],
      text: 'H',
      end: 'server: Out of memory',
    },
  ],
  'ai-sdk': [
    {
      says: 'reads text and reasoning',
      messages: [
        { type: 'start' },
        { type: 'reasoning-delta', delta: 'Hm' },
        { type: 'text-delta', delta: 'Hi' },
        { type: 'tool-input-delta', inputTextDelta: 'no' },
        { type: 'data-weather', data: {} },
        { type: 'finish' },
        '[DONE]',
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'sentinel',
    },
    {
      says: 'takes back a step that is made again',
      messages: [
        { type: 'start-step' },
        { type: 'text-delta', delta: 'One. ' },
        { type: 'start-step' },
        { type: 'text-delta', delta: 'Twwo' },
        { type: 'reset-step' },
        { type: 'text-delta', delta: 'Two.' },
        { type: 'finish' },
      ],
      text: 'One. Two.',
      end: 'close',
    },
    {
      says: 'reports an error',
      messages: [
        { type: 'text-delta', delta: 'P' },
        { type: 'error', errorText: 'Overloaded' },
      ],
      text: 'P',
      end: 'server: Overloaded',
    },
  ],
  'ag-ui': [
    {
      says: 'reads text and reasoning, not the arguments of tools',
      messages: [
        { type: 'RUN_STARTED' },
        { type: 'THINKING_TEXT_MESSAGE_CONTENT', delta: 'H' },
        { type: 'REASONING_MESSAGE_CONTENT', delta: 'm' },
        { type: 'TEXT_MESSAGE_CONTENT', delta: 'H' },
        { type: 'TEXT_MESSAGE_CHUNK', delta: 'i' },
        { type: 'TOOL_CALL_ARGS', delta: '{"no":1}' },
        { type: 'STATE_DELTA', delta: [{ op: 'add', text: 'no' }] },
        { type: 'RUN_FINISHED' },
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'terminator',
    },
    {
      says: 'reports an error',
      messages: [{ type: 'RUN_ERROR', message: 'Boom' }],
      end: 'server: Boom',
    },
  ],
  langserve: [
    {
      says: 'reads strings and messages',
      messages: [
        ['metadata', { run_id: 'x' }],
        ['data', '"H"'],
        ['data', { content: 'i', type: 'AIMessageChunk', additional_kwargs: {} }],
        ['data', { content: '', additional_kwargs: { reasoning_content: 'Hm' } }],
      ],
      text: 'Hi',
      reasoning: 'Hm',
      end: 'interrupted',
    },
    {
      says: 'reads the events of LangChain, and not their closing repeat',
      messages: [
        ['data', { event: 'on_chain_stream', data: { chunk: 'no' } }],
        ['data', { event: 'on_chat_model_stream', data: { chunk: { kwargs: { content: 'H' } } } }],
        ['data', { event: 'on_chat_model_stream', data: { chunk: { content: 'i' } } }],
        ['data', { event: 'on_chat_model_end', data: { output: { content: 'Hi' } } }],
      ],
      text: 'Hi',
      end: 'interrupted',
    },
    {
      says: 'reports an error',
      messages: [['error', { status_code: 500, message: 'Internal Server Error' }]],
      end: 'server: Internal Server Error',
    },
  ],
  dify: [
    {
      says: 'reads a chat',
      messages: [
        ['ping', ''],
        { event: 'workflow_started', task_id: 't' },
        { event: 'reasoning_chunk', data: { reasoning: 'Hm' } },
        { event: 'message', answer: 'ha' },
        { event: 'message', answer: 'ha' },
        { event: 'message_end' },
      ],
      text: 'haha',
      reasoning: 'Hm',
      end: 'terminator',
    },
    {
      says: 'reads a workflow',
      messages: [
        { event: 'text_chunk', data: { text: 'Hi' } },
        { event: 'node_finished', data: { outputs: { text: 'Hi' } } },
        { event: 'workflow_finished', data: { error: null } },
      ],
      text: 'Hi',
      end: 'close',
    },
    {
      says: 'replaces the text',
      messages: [
        { event: 'message', answer: 'Bad' },
        { event: 'message_replace', answer: 'Moderated.' },
        { event: 'message_end' },
      ],
      text: 'Moderated.',
      end: 'terminator',
    },
    {
      says: 'leaves out what an agent repeats at the end',
      messages: [
        { event: 'agent_message', answer: 'Hel' },
        { event: 'agent_message', answer: 'lo' },
        { event: 'message', answer: 'Hello' },
        { event: 'message_end' },
      ],
      text: 'Hello',
      end: 'terminator',
    },
    {
      says: 'reports the error of a message, and of a workflow',
      messages: [{ event: 'workflow_finished', data: { status: 'failed', error: 'No model' } }],
      end: 'server: No model',
    },
  ],
};

for (const [name, cases] of Object.entries(CASES)) {
  describe(`format="${name}"`, () => {
    for (const { says: sentence, messages, text = '', reasoning = '', end } of cases) {
      it(sentence, () => {
        expect(read(create(name), messages)).to.deep.equal({ text, reasoning, end });
      });
    }

    it('says what is wrong with data that is no JSON', () => {
      const { end } = read(create(name), [`<p>${'x'.repeat(300)}`]);
      expect(end).to.equal(`format: format="${name}" expects JSON, and got: <p>${'x'.repeat(197)}`);
    });

    it('takes any JSON without throwing', () => {
      for (const value of [null, 0, 1, true, '', 'x', [], {}, [null], { choices: 1, delta: 2 }]) {
        const sent = JSON.stringify(value);
        expect(
          () => create(name).parse({ event: 'message', data: sent, id: '' }),
          sent,
        ).not.to.throw();
      }
    });
  });
}

describe('format="auto"', () => {
  for (const [name, cases] of Object.entries(CASES)) {
    it(`recognises ${name}`, () => {
      const { messages, text = '', reasoning = '', end } = cases[0] as Case;
      expect(read(create('auto'), messages)).to.deep.equal({ text, reasoning, end });
    });
  }

  it('never takes plain text for JSON', () => {
    for (const texts of [
      ['{', '"choices"', ': 1}'],
      ['12', ' monkeys'],
      ['"', 'a"'],
      ['"a"', ' b'],
      ['null'],
    ]) {
      expect(read(create('auto'), texts)).to.deep.equal({
        text: texts.join(''),
        reasoning: '',
        end: 'close',
      });
    }
  });

  it('waits for data', () => {
    expect(read(create('auto'), [['ping', ''], says('Hi'), '[DONE]']).text).to.equal('Hi');
  });

  it('asks for a format where it does not know one', () => {
    expect(read(create('auto'), [{ a: 1 }]).end).to.equal(
      'format: No message was understood. Expected: text, or the messages of an API that ' +
        'format="auto" knows (set `format`). Got: {"a":1}',
    );
  });
});

describe('format="json"', () => {
  const json = (path: string, when = ''): ReturnType<typeof create> =>
    create('json', { path, when });

  it('takes the value itself without a path', () => {
    expect(read(json(''), ['"a "', '"end"', '"\\n"', 'end'])).to.deep.equal({
      text: 'a end\n',
      reasoning: '',
      end: 'sentinel',
    });
  });

  it('takes the first path that has text', () => {
    const { text } = read(json('a.0.b c'), [{ a: [{ b: 'x' }], c: 'no' }, { c: 'y' }, { d: 'no' }]);
    expect(text).to.equal('xy');
  });

  it('leaves out what `when` does not name', () => {
    const sent = [
      { type: 'a', t: '1' },
      { type: 'b', t: '2' },
      { type: 'c', t: '3' },
      { type: 'a', x: true, t: '4' },
    ];
    expect(read(json('t', 'type=a|b'), sent).text).to.equal('124');
    expect(read(json('t', 'type=a x=true'), sent).text).to.equal('4');
    expect(read(json('t', 'x=null'), sent).text).to.equal('123');
    expect(read(json('t', 'x'), sent).text).to.equal('4');
  });

  it('replaces what a path after "=" holds', () => {
    const snapshots = [[{ content: 'a' }], [{ content: 'ab' }], [{ content: 'abc' }]];
    expect(read(json('=0.content'), snapshots).text).to.equal('abc');
  });

  it('reports an error that `when` leaves out', () => {
    expect(read(json('t', 'type=a'), [{ error: 'Boom' }]).end).to.equal('server: Boom');
    expect(read(json('t'), [{ t: 'x', error: null }]).text).to.equal('x');
  });
});

describe('reading JSON', () => {
  it('finds nothing where nothing is', () => {
    for (const value of [null, undefined, 1, 'x', {}]) expect(at(value, 'a.b')).to.equal(undefined);
    expect(textOf({ text: true })).to.equal(undefined);
    expect(textOf([1, null, 'a'])).to.equal('1a');
  });

  it('filters by words, numbers and booleans', () => {
    const value = { a: { b: 'x=y' }, n: 1, t: true };
    expect(matches(value, 'a.b=x=y n=1 t=true')).to.be.true;
    expect(matches(value, 'a.b=x')).to.be.false;
    expect(matches(value, '')).to.be.true;
  });

  it('knows every format of the attribute', () => {
    expect([...formats().keys()]).to.have.lengthOf.at.least(13);
  });
});
