// region: song
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';

const TYGER = `Tyger Tyger, burning bright,
In the forests of the night;
What immortal hand or eye,
Could frame thy fearful symmetry?`;

@Component({
  selector: 'app-song',
  imports: [FormsModule],
  // Lets a template use elements that Angular does not know.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <section>
      <h2>A song</h2>
      <select aria-label="Song" [(ngModel)]="src">
        @for (song of songs; track song.src) {
          <option [value]="song.src">{{ song.title }}</option>
        }
      </select>
      <label><input type="checkbox" [(ngModel)]="shown" /> Show the song</label>
      @if (shown()) {
        <typewriter-stream
          controls
          [src]="src()"
          (stream-state)="status.set($event.to)"
          (stream-typed)="status.set('done, ' + $event.text.length + ' characters')"
        ></typewriter-stream>
      }
      <output aria-label="Song status">{{ status() }}</output>
    </section>
  `,
})
export class Song {
  protected readonly songs = [
    { title: 'Jasmine flower', src: '/api/article?interval=30' },
    { title: 'The Tyger', src: `/api/article?interval=30&text=${encodeURIComponent(TYGER)}` },
  ];
  protected readonly src = signal('/api/article?interval=30');
  protected readonly shown = signal(true);
  protected readonly status = signal('');
}
// endregion
