// region: setup
// The element: once in the whole app.
import 'typewriter-stream';
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
