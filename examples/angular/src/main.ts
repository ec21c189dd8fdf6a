// region: setup
// The element: once in the whole app.
import 'typewriter-stream';
import { Component } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { Chat } from './chat';
import { Song } from './song';

@Component({
  selector: 'app-root',
  imports: [Song, Chat],
  template: `
    <main>
      <h1>typewriter-stream in Angular</h1>
      <section app-song></section>
      <section app-chat></section>
    </main>
  `,
})
class App {}

bootstrapApplication(App).catch((error: unknown) => console.error(error));
// endregion
