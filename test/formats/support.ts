import {
  textDelta,
  type Delta,
  type FinishReason,
  type Format,
  type Usage,
} from '../../src/formats/format.js';
import type { ReadingOptions } from '../../src/element/options.js';
import { Interpreter } from '../../src/formats/interpreter.js';
import { formats } from '../../src/formats/registry.js';
import type { StreamMessage } from '../../src/stream/message.js';

/** What a format makes of a stream. */
export interface Read {
  text: string;
  reasoning: string;
  /** How it ended: by a terminator, by the sentinel, with an error, or by the close. */
  end: string;
}

/** The same, and what the provider says about the answer. */
export interface Answered extends Read {
  finishReason?: FinishReason;
  usage?: Usage;
}

export function create(name: string, options: { path?: string; when?: string } = {}): Format {
  const make = formats().get(name);
  if (!make) throw new Error(`no format ${name}`);
  return make({ path: '', when: '', ...options });
}

/** A message: an object is sent as JSON, a string as it is; `[event, data]` has a name. */
export type Sent = string | object | readonly [event: string, data: unknown];

export function toMessage(sent: Sent): StreamMessage {
  const named = Array.isArray(sent) && typeof sent[0] === 'string' && sent.length === 2;
  const [event, value] = named ? (sent as [string, unknown]) : ['message', sent];
  return { event, data: typeof value === 'string' ? value : JSON.stringify(value), id: '' };
}

/** Reads a message; text that came as a string is a delta as well. */
export const deltaOf = (interpreter: Interpreter, message: StreamMessage): Delta | null => {
  const delta = interpreter.read(message);
  return typeof delta === 'string' ? textDelta(delta) : delta;
};

/** An interpreter as the element makes it for a format without other attributes. */
export const interpret = (format: Format, options: Partial<ReadingOptions> = {}): Interpreter =>
  new Interpreter({
    createFormat: () => format,
    parse: undefined,
    events: format.events,
    sentinels: format.sentinel ?? [],
    endMayBeText: false,
    endEvents: ['end', 'done'],
    eventNames: [],
    takesJson: true,
    isFeed: false,
    liveEvent: 'live',
    taskTime: 8,
    ...options,
  });

/** Reads messages as the element does. */
export function answer(format: Format, messages: readonly Sent[]): Answered {
  const interpreter = interpret(format);
  const result: Answered = { text: '', reasoning: '', end: '' };
  const endOf = (end: string): string => {
    const problem = interpreter.unknownMessagesError();
    return problem ? `${problem.kind}: ${problem.message}` : end;
  };
  for (const sent of messages) {
    const message = toMessage(sent);
    const kind = interpreter.kindOf(message);
    if (kind === 'end') return { ...result, end: endOf('sentinel') };
    const delta = kind === 'text' ? deltaOf(interpreter, message) : null;
    if (!delta) continue;
    if (delta.text !== undefined) {
      result.text = delta.replace ? delta.text : result.text + delta.text;
    }
    result.reasoning += delta.reasoning ?? '';
    if (delta.finishReason) result.finishReason = delta.finishReason;
    if (delta.usage) result.usage = delta.usage;
    if (delta.error) return { ...result, end: `${delta.error.kind}: ${delta.error.message}` };
    if (delta.done) return { ...result, end: endOf('terminator') };
  }
  return { ...result, end: endOf(interpreter.mayClose ? 'close' : 'interrupted') };
}

/** The same without what the provider says about the answer. */
export function read(format: Format, messages: readonly Sent[]): Read {
  const { text, reasoning, end } = answer(format, messages);
  return { text, reasoning, end };
}
