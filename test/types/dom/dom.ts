// The element in plain TypeScript: its tag, its properties, its events.
import 'typewriter-stream';
import type {
  StreamDeltaEvent,
  StreamEndEvent,
  StreamErrorEvent,
  StreamOpenEvent,
  StreamRetryEvent,
  StreamStateEvent,
  StreamTypedEvent,
  TypewriterStream,
} from 'typewriter-stream/element.js';
import { expectType, type Same, type Settable } from '../expect.js';

// The tag's name is known.
expectType<Same<HTMLElementTagNameMap['typewriter-stream'], TypewriterStream>>();
const element = document.createElement('typewriter-stream');
expectType<Same<typeof element, TypewriterStream>>();
expectType<Same<ReturnType<typeof find>, TypewriterStream | null>>();
function find() {
  return document.querySelector('typewriter-stream');
}

// Every event is known by its name, at every element, since they bubble.
expectType<Same<HTMLElementEventMap['stream-state'], StreamStateEvent>>();
expectType<Same<HTMLElementEventMap['stream-open'], StreamOpenEvent>>();
expectType<Same<HTMLElementEventMap['stream-delta'], StreamDeltaEvent>>();
expectType<Same<HTMLElementEventMap['stream-retry'], StreamRetryEvent>>();
expectType<Same<HTMLElementEventMap['stream-end'], StreamEndEvent>>();
expectType<Same<HTMLElementEventMap['stream-typed'], StreamTypedEvent>>();
expectType<Same<HTMLElementEventMap['stream-error'], StreamErrorEvent>>();
element.addEventListener('stream-typed', (event) => {
  expectType<Same<typeof event.text, string>>();
  // @ts-expect-error -- it has no detail, it is no CustomEvent
  void event.detail;
});
document.body.addEventListener('stream-error', ({ error }) => {
  expectType<Same<typeof error.status, number | undefined>>();
  // @ts-expect-error -- there is no such kind
  if (error.kind === 'offline') return;
});

// `Settable` finds what the tests of the frameworks rely on.
expectType<
  Same<
    Extract<Settable, 'src' | 'headers' | 'parse' | 'paused' | 'state' | 'skip'>,
    'src' | 'headers' | 'parse' | 'paused'
  >
>();

// Properties take what the README says, and nothing else.
element.src = '/stream';
element.headers = { Authorization: 'Bearer token' };
element.headers = async () => new Headers();
element.headers = undefined;
element.body = { question: 'What is a stream?' };
element.speed = 30;
element.sentinel = 'end';
element.sentinel = null;
element.end();
element.strings = { retry: 'Nochmal' };
expectType<Same<typeof element.finished, Promise<TypewriterStream>>>();
// @ts-expect-error -- a header's value is text
element.headers = { 'X-Attempt': 1 };
// @ts-expect-error -- not a cursor
element.cursor = 'dot';
// @ts-expect-error -- not a transport
element.transport = 'websocket';
// @ts-expect-error -- boolean
element.paused = 'yes';
// @ts-expect-error -- no such word
element.strings = { reload: 'Nochmal' };
// @ts-expect-error -- read only
element.state = 'done';
