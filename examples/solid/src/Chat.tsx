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
  body: { model: string; stream: true; messages: Message[] };
  state: StreamState;
  /** Empty until it is complete. */
  answer: string;
}

// Yours asks your own server, which keeps the key of the model to itself.
let tokens = 0;
const freshToken = () => Promise.resolve(`token-${++tokens}`);

/** Called before every attempt. */
const headers = async () => ({ Authorization: `Bearer ${await freshToken()}` });

const isOver = (state: StreamState) => ['idle', 'done', 'stopped', 'error'].includes(state);

export function Chat() {
  const [question, setQuestion] = createSignal('');
  const [turns, setTurns] = createStore<Turn[]>([]);
  let latest: TypewriterStream | undefined;
  let input!: HTMLInputElement;
  const isAnswering = () => !isOver(turns.at(-1)?.state ?? 'idle');

  /** A button that is disabled or goes away must not take the focus with it. */
  function keepFocus(): void {
    if (input.form?.contains(document.activeElement)) input.focus();
  }

  function ask(event: SubmitEvent): void {
    event.preventDefault();
    const messages = turns
      .filter((turn) => turn.answer)
      .flatMap((turn): Message[] => [
        { role: 'user', content: turn.question },
        { role: 'assistant', content: turn.answer },
      ]);
    messages.push({ role: 'user', content: question() });
    const body = { model: 'a-model', stream: true as const, messages };
    setTurns(turns.length, { question: question(), body, state: 'connecting', answer: '' });
    setQuestion('');
    keepFocus();
  }

  function change(index: number, state: StreamState): void {
    if (isOver(state)) keepFocus();
    setTurns(index, 'state', state);
  }

  return (
    <section>
      <h2>A chat</h2>
      <ol>
        <For each={turns}>
          {(turn, index) => (
            <>
              <li class="question">{turn.question}</li>
              <li class="answer">
                <typewriter-stream
                  ref={latest}
                  format="openai"
                  markup="markdown"
                  src="/api/v1/chat/completions?interval=120"
                  body={turn.body}
                  headers={headers}
                  on:stream-state={(event) => change(index(), event.to)}
                  on:stream-typed={(event) => setTurns(index(), 'answer', event.text)}
                />
              </li>
            </>
          )}
        </For>
      </ol>
      <form onSubmit={ask}>
        <input
          ref={input}
          aria-label="Question"
          placeholder="Your question"
          autocomplete="off"
          required
          value={question()}
          onInput={(event) => setQuestion(event.currentTarget.value)}
        />
        <button disabled={isAnswering()}>Ask</button>
        <Show when={isAnswering()}>
          <button type="button" onClick={() => latest?.stop()}>
            Stop
          </button>
        </Show>
      </form>
    </section>
  );
}
// endregion
