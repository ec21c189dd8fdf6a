// region: chat
import { For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { StreamState, TypewriterStream } from 'typewriter-stream';

interface Message {
  role: 'user' | 'assistant';
  content: string;
}

interface Turn {
  question: string;
  body: object;
  state: StreamState;
  answer: string;
}

/** Yours asks your server, which keeps the key of the model. */
const freshToken = () => Promise.resolve('a-token-of-yours');

/** Called before every attempt. */
const headers = async () => ({ Authorization: `Bearer ${await freshToken()}` });

export function Chat() {
  const [turns, setTurns] = createStore<Turn[]>([]);
  const answering = () =>
    !['idle', 'done', 'stopped', 'error'].includes(turns.at(-1)?.state ?? 'idle');
  /** The element of the newest turn. */
  let latest: TypewriterStream | undefined;
  let question!: HTMLInputElement;

  function ask(event: SubmitEvent): void {
    event.preventDefault();
    const content = question.value.trim();
    if (!content || answering()) return;
    const messages = turns
      .filter((turn) => turn.answer)
      .flatMap((turn): Message[] => [
        { role: 'user', content: turn.question },
        { role: 'assistant', content: turn.answer },
      ]);
    messages.push({ role: 'user', content });
    const body = { model: 'a-model', stream: true, messages };
    setTurns(turns.length, { question: content, body, state: 'connecting', answer: '' });
    question.value = '';
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
                  src="/api/v1/chat/completions"
                  body={turn.body}
                  headers={headers}
                  on:stream-state={(event) => setTurns(index(), 'state', event.to)}
                  on:stream-typed={(event) => setTurns(index(), 'answer', event.text)}
                />
              </li>
            </>
          )}
        </For>
      </ol>
      <form onSubmit={ask}>
        <input ref={question} aria-label="Question" autocomplete="off" />
        <button disabled={answering()}>Ask</button>
        <Show when={answering()}>
          <button type="button" onClick={() => latest?.stop()}>
            Stop
          </button>
        </Show>
      </form>
    </section>
  );
}
// endregion
