import type { Delta, Format } from '../../src/formats/format.js';
import { formats } from '../../src/formats/registry.js';
import type { StreamMessage } from '../../src/stream/message.js';

/** What a format makes of a stream. */
export interface Read {
  text: string;
  reasoning: string;
  /** How it ended: by a terminator, by the sentinel, with an error, or by the close. */
  end: string;
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

/** Reads messages as the element does. */
export function read(format: Format, messages: readonly Sent[]): Read {
  const result: Read = { text: '', reasoning: '', end: '' };
  let complete = false;
  for (const sent of messages) {
    const message = toMessage(sent);
    if (format.end?.includes(message.data)) return { ...result, end: 'sentinel' };
    const delta: Delta | null = format.parse(message);
    if (!delta) continue;
    if (delta.text !== undefined) {
      result.text = delta.replace ? delta.text : result.text + delta.text;
    }
    result.reasoning += delta.reasoning ?? '';
    complete ||= delta.complete ?? false;
    if (delta.error) return { ...result, end: `${delta.error.kind}: ${delta.error.message}` };
    if (delta.done) return { ...result, end: 'terminator' };
  }
  return { ...result, end: complete || !format.terminated ? 'close' : 'interrupted' };
}
