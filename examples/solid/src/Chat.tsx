// region: chat
import { createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { StreamState, TypewriterStream } from 'typewriter-stream';

interface Message {
  role: 'user' | 'assistant';
  content: string;
}

interface Turn {
  question: string;
  body: { model: string; stream: boolean; messages: Message[] };
  state: StreamState;
  answer: string;
}

// Yours comes from your own server, which keeps the key of the paid API to itself.
let count = 0;
const freshToken = async () => `demo-${++count}`;

/** Called before every attempt. */
const headers = async () => ({ Authorization: `Bearer ${await freshToken()}` });

export function Chat() {
  const [question, setQuestion] = createSignal('');
  const [turns, setTurns] = createStore<Turn[]>([]);
  let newest: TypewriterStream | undefined;
  const isAnswering = () => {
    const turn = turns.at(-1);
    return turn !== undefined && !['done', 'stopped', 'error'].includes(turn.state);
  };

  function ask(event: SubmitEvent): void {
    event.preventDefault();
    const messages = turns
      .filter((turn) => turn.answer)
      .flatMap((turn): Message[] => [
        { role: 'user', content: turn.question },
        { role: 'assistant', content: turn.answer },
      ]);
    messages.push({ role: 'user', content: question() });
    const body = { model: 'demo', stream: true, messages };
    setTurns(turns.length, { question: question(), body, state: 'connecting', answer: '' });
    setQuestion('');
  }

  return (
    <section>
      <h2>A chat</h2>
      <ol class="turns">
        <For each={turns}>
          {(turn, index) => (
            <li>
              <p>{turn.question}</p>
              <typewriter-stream
                ref={newest}
                format="openai"
                src="/api/v1/chat/completions"
                body={turn.body}
                headers={headers}
                on:stream-state={(event) => setTurns(index(), 'state', event.to)}
                on:stream-typed={(event) => setTurns(index(), 'answer', event.text)}
              >
                Thinking…
              </typewriter-stream>
            </li>
          )}
        </For>
      </ol>
      <form class="row" onSubmit={ask}>
        <input
          aria-label="Question"
          placeholder="What is a stream?"
          required
          value={question()}
          onInput={(event) => setQuestion(event.currentTarget.value)}
        />
        <button disabled={isAnswering()}>Ask</button>
        <Show when={isAnswering()}>
          <button type="button" onClick={() => newest?.stop()}>
            Stop
          </button>
        </Show>
      </form>
    </section>
  );
}
// endregion
