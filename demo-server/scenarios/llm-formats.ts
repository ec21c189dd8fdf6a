/** The same answer in the wire format of each API. Free of Node, so that tests can import it too. */
import { formatEvent } from '../sse.js';

/** An answer as tokens: first the thinking, then the text. */
export interface Answer {
  readonly thinking: readonly string[];
  readonly tokens: readonly string[];
}

export interface WireFormat {
  readonly name: string;
  /** The name of the API. */
  readonly api: string;
  /** Content-Type. Default: text/event-stream. */
  readonly type?: string;
  /** The messages before the text, with the thinking if the format has it. */
  begin?(thinking: readonly string[]): readonly string[];
  token(token: string, index: number): string;
  end?(text: string): readonly string[];
  /** The messages of a failure in the middle, after which the API closes the stream. */
  failure?(message: string): readonly string[];
  /** The JSON response to a request without streaming. */
  whole?(text: string): unknown;
}

export const ANSWER = `Server-sent events are a one-way street: the server talks, the page listens.

- One long HTTP response, \`text/event-stream\`.
- If it breaks, the browser asks again. ☂️
`;
export const THINKING = 'A short answer, with a list.';
export const FAILURE = 'The model is overloaded.';

const data = (value: unknown): string => formatEvent({ data: JSON.stringify(value) });
/** An event whose data repeats its name. */
const typed = (type: string, fields: object = {}): string =>
  formatEvent({ event: type, data: JSON.stringify({ type, ...fields }) });
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const DONE = formatEvent({ data: '[DONE]' });
const crlf = (event: string): string => event.replaceAll('\n', '\r\n');

const chunk = (delta: object, finish_reason: string | null = null): string =>
  data({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] });

const candidate = (part: object, finishReason?: string): string =>
  crlf(data({ candidates: [{ content: { parts: [part], role: 'model' }, finishReason }] }));

const chat = (message: object, done = false): string =>
  line({ model: 'demo', message: { role: 'assistant', ...message }, done });

export const wireFormats: readonly WireFormat[] = [
  {
    name: 'text',
    api: 'Plain text',
    token: (token) => formatEvent({ data: token }),
    end: () => [DONE],
  },
  {
    name: 'json',
    api: 'JSON strings',
    token: (token) => data(token),
    end: () => [DONE],
    whole: (text) => text,
  },
  {
    name: 'openai',
    api: 'OpenAI Chat Completions',
    begin: (thinking) => [
      chunk({ role: 'assistant', content: '' }),
      ...thinking.map((reasoning_content) => chunk({ reasoning_content })),
    ],
    token: (content) => chunk({ content }),
    end: () => [chunk({}, 'stop'), data({ choices: [], usage: { total_tokens: 42 } }), DONE],
    failure: (message) => [data({ error: { message, type: 'server_error' } }), DONE],
    whole: (content) => ({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    }),
  },
  {
    name: 'openai-completions',
    api: 'OpenAI Completions',
    token: (text) => data({ choices: [{ index: 0, text, finish_reason: null }] }),
    end: () => [data({ choices: [{ index: 0, text: '', finish_reason: 'stop' }] }), DONE],
    failure: (message) => [data({ error: { message } }), DONE],
    whole: (text) => ({ choices: [{ index: 0, text, finish_reason: 'stop' }] }),
  },
  {
    name: 'openai-responses',
    api: 'OpenAI Responses',
    begin: (thinking) => [
      typed('response.created', { response: { status: 'in_progress' } }),
      ...thinking.map((delta) => typed('response.reasoning_summary_text.delta', { delta })),
    ],
    token: (delta) => typed('response.output_text.delta', { delta, output_index: 1 }),
    end: (text) => [
      typed('response.output_text.done', { text }),
      typed('response.completed', { response: { status: 'completed' } }),
    ],
    failure: (message) => [
      typed('error', { code: 'server_error', message }),
      typed('response.failed', { response: { status: 'failed', error: { message } } }),
    ],
    whole: (text) => ({
      object: 'response',
      output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] }],
    }),
  },
  {
    name: 'anthropic',
    api: 'Anthropic Messages',
    begin: (thinking) => [
      typed('message_start', { message: { role: 'assistant', content: [] } }),
      typed('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '' } }),
      typed('ping'),
      ...thinking.map((text) =>
        typed('content_block_delta', { delta: { type: 'thinking_delta', thinking: text } }),
      ),
      typed('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }),
    ],
    token: (text) => typed('content_block_delta', { delta: { type: 'text_delta', text } }),
    end: () => [
      typed('content_block_stop', { index: 1 }),
      typed('message_delta', { delta: { stop_reason: 'end_turn' } }),
      typed('message_stop'),
    ],
    failure: (message) => [typed('error', { error: { type: 'overloaded_error', message } })],
    whole: (text) => ({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
    }),
  },
  {
    name: 'gemini',
    api: 'Gemini',
    begin: (thinking) => thinking.map((text) => candidate({ text, thought: true })),
    token: (text) => candidate({ text }),
    end: () => [candidate({ text: '' }, 'STOP')],
    failure: (message) => [crlf(data({ error: { code: 503, message, status: 'UNAVAILABLE' } }))],
    whole: (text) => [{ candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] }],
  },
  {
    name: 'cohere',
    api: 'Cohere Chat v2',
    begin: (thinking) => [
      typed('message-start', { delta: { message: { role: 'assistant' } } }),
      ...thinking.map((text) =>
        typed('content-delta', { delta: { message: { content: { thinking: text } } } }),
      ),
    ],
    token: (text) => typed('content-delta', { delta: { message: { content: { text } } } }),
    end: () => [typed('message-end', { delta: { finish_reason: 'COMPLETE' } }), DONE],
    failure: (message) => [
      typed('message-end', { delta: { finish_reason: 'ERROR', error: message } }),
    ],
    whole: (text) => ({
      finish_reason: 'COMPLETE',
      message: { role: 'assistant', content: [{ type: 'text', text }] },
    }),
  },
  {
    name: 'ollama',
    api: 'Ollama',
    type: 'application/x-ndjson',
    begin: (thinking) => thinking.map((text) => chat({ content: '', thinking: text })),
    token: (content) => chat({ content }),
    end: () => [chat({ content: '' }, true)],
    failure: (message) => [line({ error: message })],
    whole: (content) => ({ model: 'demo', message: { role: 'assistant', content }, done: true }),
  },
  {
    name: 'ai-sdk',
    api: 'Vercel AI SDK',
    begin: (thinking) => [
      data({ type: 'start' }),
      data({ type: 'start-step' }),
      ...thinking.map((delta) => data({ type: 'reasoning-delta', id: 'r', delta })),
      data({ type: 'text-start', id: 't' }),
    ],
    token: (delta) => data({ type: 'text-delta', id: 't', delta }),
    end: () => [
      data({ type: 'text-end', id: 't' }),
      data({ type: 'finish-step' }),
      data({ type: 'finish', finishReason: 'stop' }),
      DONE,
    ],
    failure: (errorText) => [data({ type: 'error', errorText }), data({ type: 'finish' }), DONE],
  },
  {
    name: 'ag-ui',
    api: 'AG-UI',
    begin: (thinking) => [
      data({ type: 'RUN_STARTED', threadId: 't', runId: 'r' }),
      ...thinking.map((delta) =>
        data({ type: 'REASONING_MESSAGE_CONTENT', messageId: 'r', delta }),
      ),
      data({ type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' }),
    ],
    token: (delta) => data({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta }),
    end: () => [
      data({ type: 'TEXT_MESSAGE_END', messageId: 'm' }),
      data({ type: 'RUN_FINISHED', threadId: 't', runId: 'r' }),
    ],
    failure: (message) => [data({ type: 'RUN_ERROR', message })],
  },
  {
    name: 'langserve',
    api: 'LangServe',
    begin: () => [
      crlf(formatEvent({ event: 'metadata', data: JSON.stringify({ run_id: 'demo' }) })),
    ],
    token: (token) => crlf(formatEvent({ event: 'data', data: JSON.stringify(token) })),
    // Without data, so that standard parsers do not dispatch the event.
    end: () => [crlf(formatEvent({ event: 'end' }))],
    failure: (message) => [
      crlf(formatEvent({ event: 'error', data: JSON.stringify({ status_code: 500, message }) })),
    ],
    whole: (output) => ({ output }),
  },
  {
    name: 'dify',
    api: 'Dify',
    begin: (thinking) => [
      formatEvent({ event: 'ping' }),
      data({ event: 'workflow_started', task_id: 'demo' }),
      ...thinking.map((reasoning) =>
        data({ event: 'reasoning_chunk', data: { reasoning }, task_id: 'demo' }),
      ),
    ],
    token: (answer) => data({ event: 'message', answer, task_id: 'demo' }),
    end: () => [data({ event: 'message_end', task_id: 'demo' })],
    failure: (message) => [data({ event: 'error', status: 500, code: 'internal', message })],
    whole: (answer) => ({ event: 'message', mode: 'chat', answer, conversation_id: 'demo' }),
  },
];

/** Returns all messages of a stream; with a `failure`, half of the text and then the failure. */
export function answerIn(format: WireFormat, answer: Answer, failure?: string): string[] {
  const { tokens } = answer;
  const begin = format.begin?.(answer.thinking) ?? [];
  const said = failure === undefined ? tokens : tokens.slice(0, tokens.length / 2);
  const end = failure === undefined ? format.end?.(tokens.join('')) : format.failure?.(failure);
  return [...begin, ...said.map((token, index) => format.token(token, index)), ...(end ?? [])];
}
