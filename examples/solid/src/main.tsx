// region: setup
// The element, and its types for JSX: once in the whole app.
import 'typewriter-stream';
import 'typewriter-stream/solid';
import { render } from 'solid-js/web';
import { Chat } from './Chat';
import { Song } from './Song';
import './style.css';

const App = () => (
  <main>
    <h1>typewriter-stream in Solid</h1>
    <Song />
    <Chat />
  </main>
);

render(App, document.body);
// endregion
