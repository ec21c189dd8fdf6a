// region: song
import { useState } from 'react';

const TYGER = `Tyger Tyger, burning bright,
In the forests of the night;
What immortal hand or eye,
Could frame thy fearful symmetry?`;

export function Song() {
  const [src, setSrc] = useState('/api/article?interval=30');
  const [isShown, setShown] = useState(true);
  const [status, setStatus] = useState('');

  return (
    <section>
      <h2>A song</h2>
      <select aria-label="Song" value={src} onChange={(event) => setSrc(event.target.value)}>
        <option value="/api/article?interval=30">Jasmine flower</option>
        <option value={`/api/article?interval=30&text=${encodeURIComponent(TYGER)}`}>
          The Tyger
        </option>
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
