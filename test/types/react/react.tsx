// The tag in JSX of React 19.
import { useRef, type JSX } from 'react';
import 'typewriter-stream';
import type { TypewriterStream, StreamTypedEvent } from 'typewriter-stream';
import type { TypewriterStreamProps } from 'typewriter-stream/react';
import { expectType, type Forgotten, type Same } from '../expect.js';

expectType<Same<JSX.IntrinsicElements['typewriter-stream'], TypewriterStreamProps>>();
// A property that the element has, and the type has not, is seen here.
expectType<Same<Forgotten<TypewriterStreamProps>, never>>();

const onTyped = (event: StreamTypedEvent) => console.log(event.text);

export function Answer({ question, token }: { question?: string; token: () => Promise<string> }) {
  const ref = useRef<TypewriterStream>(null);
  return (
    <typewriter-stream
      ref={ref}
      key="answer"
      id="answer"
      className="answer"
      slot="main"
      style={{ color: 'rebeccapurple' }}
      aria-label="Answer"
      data-test="answer"
      src={question && '/api/ask'}
      method="POST"
      headers={async () => ({ Authorization: `Bearer ${await token()}` })}
      body={{ question }}
      fetch={window.fetch}
      format="openai"
      parse={({ data }) => ({ text: data, done: data === '[DONE]' })}
      strings={{ retry: 'Nochmal' }}
      loading="lazy"
      transport="fetch"
      withCredentials
      maxRetries={3}
      maxWait={10_000}
      idleTimeout={10_000}
      endEvent="done"
      liveEvent="live"
      sentinel={null}
      reconnect="replace"
      speed={30}
      by="word"
      markup="markdown"
      highlight={(code) => (expectType<Same<typeof code, string>>(), [])}
      renderBlock={() => null}
      links={(href) => href}
      images="same-origin"
      cursor="block"
      announce="final"
      fade
      follow
      paused={!question}
      controls
      onClick={() => ref.current?.skip()}
      onstream-typed={onTyped}
      onstream-delta={(event) => {
        expectType<Same<typeof event.text, string>>();
        console.log(event.currentTarget.typedText);
      }}
      onstream-message={({ message }) => console.log(message.data)}
      onstream-retry={(event) => event.preventDefault()}
      onstream-error={({ error }) => console.error(error.kind, error.status)}
    >
      Thinking…
      <span slot="cursor">_</span>
    </typewriter-stream>
  );
}

export const byAttribute = (
  <typewriter-stream
    src="/stream"
    format="my-own"
    path="choices.0.text"
    when="type=delta"
    event="message delta"
    sentinel="end [DONE]"
    end-event="done"
    live-event=""
    with-credentials
    max-retries="3"
    max-wait="10000"
    markup="my-own"
    idle-timeout={0}
    speed="12.5"
  />
);

// TypeScript lets any unknown attribute with a hyphen pass in JSX, so `onstream-done` cannot be among these.
export const mistakes = [
  // @ts-expect-error -- not a speed
  <typewriter-stream speed="fast" />,
  // @ts-expect-error -- not a cursor
  <typewriter-stream cursor="dot" />,
  // @ts-expect-error -- not a choice of images
  <typewriter-stream images="some" />,
  // @ts-expect-error -- not a transport
  <typewriter-stream transport="websocket" />,
  // @ts-expect-error -- React sets the property, and "" is false
  <typewriter-stream fade="" />,
  // @ts-expect-error -- a header's value is text
  <typewriter-stream headers={{ 'X-Attempt': 1 }} />,
  // @ts-expect-error -- there is no such attribute
  <typewriter-stream url="/stream" />,
  // @ts-expect-error -- not a number
  <typewriter-stream max-retries="many" />,
  // @ts-expect-error -- read only
  <typewriter-stream state="done" />,
  // @ts-expect-error -- the event has no detail
  <typewriter-stream onstream-typed={(event) => event.detail} />,
  // @ts-expect-error -- another event
  <typewriter-stream onstream-error={onTyped} />,
  // @ts-expect-error -- another element
  <typewriter-stream ref={(element: HTMLDivElement | null) => void element} />,
];
