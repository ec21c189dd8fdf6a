// region: setup
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
// The element, and its types for JSX: once in the whole app.
import 'typewriter-stream';
import 'typewriter-stream/react';
import { Chat } from './Chat';
import { Song } from './Song';
import './style.css';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <main>
      <h1>typewriter-stream in React</h1>
      <Song />
      <Chat />
    </main>
  </StrictMode>,
);
// endregion
