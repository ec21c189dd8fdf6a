// region: song
import { useState } from 'react';
import type { StreamMessage } from 'typewriter-stream';

const TYGER = `Tyger Tyger, burning bright,
In the forests of the night;
What immortal hand or eye,
Could frame thy fearful symmetry?`;

/** The server sends each piece as JSON: {"text":"…"}. */
const parse = ({ data }: StreamMessage) => (JSON.parse(data) as { text: string }).text;

export function Song() {
  const [src, setSrc] = useState('/api/json?interval=30');
  const [isShown, setShown] = useState(true);
  const [status, setStatus] = useState('');

  return (
    <section>
      <h2>A song</h2>
      <select aria-label="Song" value={src} onChange={(event) => setSrc(event.target.value)}>
        <option value="/api/json?interval=30">Jasmine flower</option>
        <option value={`/api/json?interval=30&text=${encodeURIComponent(TYGER)}`}>The Tyger</option>
      </select>
      <label>
        <input
          type="checkbox"
          checked={isShown}
          onChange={(event) => setShown(event.target.checked)}
        />
        Show the song
      </label>
      {isShown && (
        <typewriter-stream
          controls
          parse={parse}
          src={src}
          onstream-state={(event) => setStatus(event.to)}
          onstream-typed={(event) => setStatus(`done, ${event.text.length} characters`)}
        />
      )}
      <output aria-label="Song status">{status}</output>
    </section>
  );
}
// endregion
