// region: chat
import { Fragment, useRef, useState, type SubmitEvent } from 'react';
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
  const [question, setQuestion] = useState('');
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const latest = useRef<TypewriterStream>(null);
  const input = useRef<HTMLInputElement>(null);
  const isAnswering = !isOver(turns.at(-1)?.state ?? 'idle');

  /** A button that is disabled or goes away must not take the focus with it. */
  function keepFocus() {
    if (input.current?.form?.contains(document.activeElement)) input.current.focus();
  }

  function ask(event: SubmitEvent) {
    event.preventDefault();
    const messages: Message[] = turns
      .filter(({ answer }) => answer)
      .flatMap(({ question, answer }) => [
        { role: 'user', content: question },
        { role: 'assistant', content: answer },
      ]);
    messages.push({ role: 'user', content: question });
    const body = { model: 'a-model', stream: true as const, messages };
    setTurns([...turns, { question, body, state: 'connecting', answer: '' }]);
    setQuestion('');
    keepFocus();
  }

  function update(index: number, change: Partial<Turn>) {
    setTurns((turns) => turns.map((turn, at) => (at === index ? { ...turn, ...change } : turn)));
  }

  function change(index: number, state: StreamState) {
    if (isOver(state)) keepFocus();
    update(index, { state });
  }

  return (
    <section>
      <h2>A chat</h2>
      <ol>
        {turns.map((turn, index) => (
          <Fragment key={index}>
            <li className="question">{turn.question}</li>
            <li className="answer">
              <typewriter-stream
                ref={index === turns.length - 1 ? latest : null}
                format="openai"
                markup="markdown"
                src="/api/v1/chat/completions?interval=120"
                body={turn.body}
                headers={headers}
                onstream-state={(event) => change(index, event.to)}
                onstream-typed={(event) => update(index, { answer: event.text })}
              />
            </li>
          </Fragment>
        ))}
      </ol>
      <form onSubmit={ask}>
        <input
          ref={input}
          aria-label="Question"
          placeholder="Your question"
          autoComplete="off"
          required
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <button disabled={isAnswering}>Ask</button>
        {isAnswering && (
          <button type="button" onClick={() => latest.current?.stop()}>
            Stop
          </button>
        )}
      </form>
    </section>
  );
}
// endregion
