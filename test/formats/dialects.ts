import type { Sent } from './support.js';

/** How each API says the same things, for the tables of what real servers do to us. */
export interface Dialect {
  /** One message of text, in the words of the answer itself: a number stays one. */
  says(text: unknown): Sent;
  /** What comes between two texts when a tool is called: the second text has a block of its own. */
  readonly tool: readonly Sent[];
  /** Text after the tool call. */
  saysAfter?(text: string): Sent;
  /** What ends a whole answer. */
  readonly end: readonly Sent[];
  /** The whole text where no delta came before it, and how it ends. */
  whole?(text: string): readonly Sent[];
  /** Failures, wherever the provider puts them; each says "Boom" unless it is given with its words. */
  readonly failures: readonly (Sent | { readonly message: Sent; readonly error: string })[];
  /** Messages that the format knows and that have no text. */
  readonly silent: readonly Sent[];
}

const chunk = (delta: unknown, more: object = {}): object => ({
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
});
const candidate = (parts: unknown[], finishReason?: string): object => ({
  candidates: [{ content: { role: 'model', parts }, finishReason }],
});
const block = (type: string, more: object = {}): object => ({
  type: 'content_block_start',
  content_block: { type, ...more },
});

export const DIALECTS: Readonly<Record<string, Dialect>> = {
  openai: {
    says: (content) => chunk({ content }),
    tool: [chunk({ content: null, tool_calls: [{ index: 0, function: { name: 'f' } }] })],
    end: [chunk({}, { finish_reason: 'stop' }), '[DONE]'],
    whole: (content) => [
      chunk({}, { message: { role: 'assistant', content }, finish_reason: 'stop' }),
      '[DONE]',
    ],
    failures: [
      { error: { message: 'Boom' } },
      { error: 'Boom' },
      chunk({ content: '' }, { finish_reason: 'error', error: { message: 'Boom' } }),
      { choices: [{ index: 0, error: { code: 502, message: 'Boom' } }] },
      chunk({ error: { message: 'Boom' } }),
      { choices: [], error: { message: 'Boom' } },
      { object: 'error', message: 'Boom', code: 500 },
      { choices: null, base_resp: { status_code: 1004, status_msg: 'Boom' } },
      ['error', 'Boom'],
      'Internal server error',
      {
        message: chunk({}, { finish_reason: 'error' }),
        error: JSON.stringify(chunk({}, { finish_reason: 'error' })),
      },
    ],
    silent: [{ choices: [] }, chunk({ role: 'assistant', content: '' })],
  },
  'openai-responses': {
    says: (delta) => ({ type: 'response.output_text.delta', output_index: 0, delta }),
    tool: [
      { type: 'response.output_item.added', output_index: 1, item: { type: 'web_search_call' } },
      { type: 'response.output_item.done', output_index: 1, item: { type: 'web_search_call' } },
    ],
    saysAfter: (delta) => ({ type: 'response.output_text.delta', output_index: 2, delta }),
    end: [{ type: 'response.completed', response: { status: 'completed' } }],
    whole: (text) => [
      { type: 'response.output_text.done', output_index: 0, content_index: 0, text },
      {
        type: 'response.content_part.done',
        output_index: 0,
        content_index: 0,
        part: { type: 'output_text', text },
      },
      {
        type: 'response.completed',
        response: { output: [{ type: 'message', content: [{ type: 'output_text', text }] }] },
      },
    ],
    failures: [
      { type: 'response.failed', response: { status: 'failed', error: { message: 'Boom' } } },
      { type: 'error', message: 'Boom' },
      { type: 'error', error: { message: 'Boom' } },
      { type: 'response.error', error: { message: 'Boom' } },
      { type: 'response.completed', response: { status: 'failed', error: { message: 'Boom' } } },
    ],
    silent: [
      { type: 'response.created', response: { error: null, status: 'in_progress' } },
      { type: 'response.mcp_call.failed', output_index: 1 },
    ],
  },
  anthropic: {
    says: (text) => ({ type: 'content_block_delta', delta: { type: 'text_delta', text } }),
    tool: [
      { type: 'content_block_stop' },
      block('tool_use', { name: 'f' }),
      { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{}' } },
      { type: 'content_block_stop' },
      block('text', { text: '' }),
    ],
    end: [{ type: 'message_delta', delta: { stop_reason: 'end_turn' } }, { type: 'message_stop' }],
    whole: (text) => [
      { type: 'message', content: [{ type: 'text', text }], stop_reason: 'end_turn' },
    ],
    failures: [
      { type: 'error', error: { type: 'overloaded_error', message: 'Boom' } },
      { type: 'error', error: { type: 'error', error: { message: 'Boom' } } },
      ['error', { message: 'Boom' }],
    ],
    silent: [{ type: 'ping' }, { type: 'message_start', message: { content: [] } }],
  },
  gemini: {
    says: (text) => candidate([{ text }]),
    tool: [candidate([{ functionCall: { name: 'f' } }])],
    end: [candidate([{ text: '' }], 'STOP')],
    failures: [
      { error: { code: 503, message: 'Boom', status: 'UNAVAILABLE' } },
      [{ error: { code: 503, message: 'Boom' } }],
      {
        message: { promptFeedback: { blockReason: 'SAFETY' } },
        error: 'The prompt was blocked: SAFETY',
      },
      {
        message: candidate([], 'MALFORMED_FUNCTION_CALL'),
        error: JSON.stringify(candidate([], 'MALFORMED_FUNCTION_CALL')),
      },
    ],
    silent: [{ usageMetadata: {} }],
  },
  cohere: {
    says: (text) => ({ type: 'content-delta', delta: { message: { content: { text } } } }),
    tool: [{ type: 'tool-call-start' }, { type: 'tool-call-end' }],
    end: [{ type: 'message-end', delta: { finish_reason: 'COMPLETE' } }],
    whole: (text) => [{ event_type: 'stream-end', finish_reason: 'COMPLETE', response: { text } }],
    failures: [
      { type: 'message-end', delta: { finish_reason: 'ERROR', error: 'Boom' } },
      {
        message: { event_type: 'stream-end', finish_reason: 'ERROR' },
        error: '{"event_type":"stream-end","finish_reason":"ERROR"}',
      },
      { error: 'Boom' },
    ],
    silent: [{ type: 'message-start' }, { type: 'citation-start' }],
  },
  ollama: {
    says: (content) => ({ message: { role: 'assistant', content }, done: false }),
    tool: [{ message: { content: '', tool_calls: [{}] }, done: false }],
    end: [{ message: { content: '' }, done: true, done_reason: 'stop' }],
    whole: (response) => [{ response, done: true }],
    failures: [{ error: 'Boom' }, { done: true, done_reason: 'error', error: 'Boom' }],
    silent: [{ message: { content: '' }, done: false }],
  },
  'ai-sdk': {
    says: (delta) => ({ type: 'text-delta', id: '0', delta }),
    tool: [
      { type: 'text-end', id: '0' },
      { type: 'tool-input-start', toolCallId: 'c' },
      { type: 'tool-output-error', toolCallId: 'c', errorText: 'no matter' },
      { type: 'text-start', id: '0' },
    ],
    end: [{ type: 'finish', finishReason: 'stop' }, '[DONE]'],
    failures: [
      { type: 'error', errorText: 'Boom' },
      { type: 'abort', reason: 'Boom' },
      {
        message: { type: 'finish', finishReason: 'error' },
        error: '{"type":"finish","finishReason":"error"}',
      },
    ],
    silent: [{ type: 'start' }, { type: 'data-weather', data: { error: 'no matter' } }],
  },
  'ag-ui': {
    says: (delta) => ({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'a', delta }),
    tool: [{ type: 'TOOL_CALL_START' }, { type: 'TOOL_CALL_END' }],
    saysAfter: (delta) => ({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'b', delta }),
    end: [{ type: 'RUN_FINISHED' }],
    whole: (content) => [
      {
        type: 'MESSAGES_SNAPSHOT',
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content },
        ],
      },
      { type: 'RUN_FINISHED' },
    ],
    failures: [{ type: 'RUN_ERROR', message: 'Boom', code: 'x' }],
    silent: [{ type: 'RUN_STARTED' }, { type: 'CUSTOM', name: 'x' }],
  },
  langserve: {
    says: (content) => ['data', { content, type: 'AIMessageChunk' }],
    tool: [['data', { content: '', tool_call_chunks: [{ name: 'f', args: '' }] }]],
    end: [['end', '']],
    whole: (content) => [
      ['data', { event: 'on_chat_model_end', run_id: 'r', data: { output: { content } } }],
      ['end', ''],
    ],
    failures: [
      ['error', { status_code: 500, message: 'Boom' }],
      ['error', 'Boom'],
      ['data', { error: { message: 'Boom' } }],
    ],
    silent: [['metadata', { run_id: 'x' }]],
  },
  dify: {
    says: (answer) => ({ event: 'agent_message', answer, task_id: 't' }),
    tool: [{ event: 'agent_thought', tool: 'search', task_id: 't' }],
    end: [{ event: 'message_end', task_id: 't' }],
    whole: (answer) => [
      {
        event: 'workflow_finished',
        task_id: 't',
        data: { status: 'succeeded', outputs: { answer } },
      },
      { event: 'message_end', task_id: 't' },
    ],
    failures: [
      { event: 'error', status: 400, code: 'invalid_param', message: 'Boom' },
      { event: 'workflow_finished', data: { status: 'failed', error: 'Boom' } },
      { event: 'workflow_finished', data: { status: 'stopped', error: 'Boom' } },
    ],
    silent: [
      { event: 'ping' },
      { event: 'node_finished', task_id: 't', data: { status: 'failed', error: 'no matter' } },
    ],
  },
};
