// region: song
import { createSignal, Show } from 'solid-js';
import type { StreamMessage } from 'typewriter-stream';

const TYGER = `Tyger Tyger, burning bright,
In the forests of the night;
What immortal hand or eye,
Could frame thy fearful symmetry?`;

/** The server sends each piece as JSON: {"text":"…"}. */
const parse = ({ data }: StreamMessage) => (JSON.parse(data) as { text: string }).text;

export function Song() {
  const [src, setSrc] = createSignal('/api/json?interval=30');
  const [isShown, setShown] = createSignal(true);
  const [status, setStatus] = createSignal('');

  return (
    <section>
      <h2>A song</h2>
      <select aria-label="Song" onChange={(event) => setSrc(event.currentTarget.value)}>
        <option value="/api/json?interval=30">Jasmine flower</option>
        <option value={`/api/json?interval=30&text=${encodeURIComponent(TYGER)}`}>The Tyger</option>
      </select>
      <label>
        <input
          type="checkbox"
          checked={isShown()}
          onChange={(event) => setShown(event.currentTarget.checked)}
        />
        Show the song
      </label>
      <Show when={isShown()}>
        <typewriter-stream
          controls
          parse={parse}
          src={src()}
          on:stream-state={(event) => setStatus(event.to)}
          on:stream-typed={(event) => setStatus(`done, ${event.text.length} characters`)}
        />
      </Show>
      <output aria-label="Song status">{status()}</output>
    </section>
  );
}
// endregion
