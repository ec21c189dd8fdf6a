// The tag in JSX of Solid 1.9.
import { createSignal, type JSX } from 'solid-js';
import 'typewriter-stream';
import type { TypewriterStream, StreamTypedEvent } from 'typewriter-stream';
import type { TypewriterStreamProps } from 'typewriter-stream/solid';
import { expectType, type Same, type Settable } from '../expect.js';

expectType<Same<JSX.IntrinsicElements['typewriter-stream'], TypewriterStreamProps>>();
// A property that the element has, and the type has not, is seen here: each has its `prop:`.
expectType<Same<Exclude<`prop:${Settable}`, keyof TypewriterStreamProps>, never>>();
// Without a prefix only what is written in lower case.
expectType<Same<Extract<keyof TypewriterStreamProps, 'maxRetries' | 'liveEvent'>, never>>();

const onTyped = (event: StreamTypedEvent) => console.log(event.text);

export function Answer(props: { question?: string; token: () => Promise<string> }) {
  let element: TypewriterStream | undefined;
  const [paused, setPaused] = createSignal(false);
  return (
    <typewriter-stream
      ref={element}
      id="answer"
      class="answer"
      classList={{ late: paused() }}
      slot="main"
      style={{ color: 'rebeccapurple' }}
      aria-label="Answer"
      src={props.question && '/api/ask'}
      method="POST"
      headers={async () => ({ Authorization: `Bearer ${await props.token()}` })}
      body={{ question: props.question }}
      fetch={window.fetch}
      format="openai"
      parse={({ data }) => ({ text: data, done: data === '[DONE]' })}
      strings={{ retry: 'Nochmal' }}
      loading="lazy"
      transport="fetch"
      with-credentials={paused()}
      max-retries={3}
      max-wait={10_000}
      idle-timeout="10000"
      end-event="done"
      live-event="live"
      sentinel={null}
      reconnect="replace"
      speed={30}
      by="word"
      markup="markdown"
      highlight={(code) => (expectType<Same<typeof code, string>>(), [])}
      links={(href) => href}
      images="same-origin"
      cursor="block"
      announce="final"
      fade
      follow
      paused={paused()}
      controls
      onClick={() => element?.skip()}
      on:stream-typed={onTyped}
      on:stream-message={{
        once: true,
        handleEvent: ({ message }) => console.log(message.data),
      }}
      on:stream-delta={(event) => {
        expectType<Same<typeof event.text, string>>();
        console.log(event.currentTarget.typedText);
      }}
      on:stream-retry={(event) => event.preventDefault()}
      on:stream-error={({ error }) => (setPaused(false), console.error(error.kind, error.status))}
    >
      Thinking…
      <span slot="cursor">_</span>
    </typewriter-stream>
  );
}

export const prefixed = (
  <typewriter-stream
    prop:maxRetries={3}
    prop:withCredentials={false}
    prop:renderBlock={() => null}
    prop:strings={null}
    attr:src="/stream"
    attr:max-wait={10}
    attr:sentinel="end [DONE]"
    bool:paused={false}
    bool:with-credentials={true}
  />
);

// TypeScript lets any unknown attribute with a hyphen or a colon pass in JSX.
export const mistakes = [
  // @ts-expect-error -- not a speed
  <typewriter-stream speed="fast" />,
  // @ts-expect-error -- not a cursor
  <typewriter-stream prop:cursor="dot" />,
  // @ts-expect-error -- Solid would write `maxretries`
  <typewriter-stream maxRetries={3} />,
  // @ts-expect-error -- not a number
  <typewriter-stream attr:max-retries="many" />,
  // @ts-expect-error -- neither true nor false
  <typewriter-stream bool:fade="yes" />,
  // @ts-expect-error -- a header's value is text
  <typewriter-stream headers={{ 'X-Attempt': 1 }} />,
  // @ts-expect-error -- there is no such attribute
  <typewriter-stream url="/stream" />,
  // @ts-expect-error -- read only
  <typewriter-stream state="done" />,
  // @ts-expect-error -- the event has no detail
  <typewriter-stream on:stream-typed={(event) => event.detail} />,
  // @ts-expect-error -- another event
  <typewriter-stream on:stream-error={onTyped} />,
  // @ts-expect-error -- another element
  <typewriter-stream ref={(element: HTMLDivElement) => void element} />,
];
