// region: song
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import type { StreamMessage } from 'typewriter-stream';

const TYGER = `Tyger Tyger, burning bright,
In the forests of the night;
What immortal hand or eye,
Could frame thy fearful symmetry?`;

@Component({
  selector: 'section[app-song]',
  imports: [FormsModule],
  // Lets the template use elements that Angular does not know.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h2>A song</h2>
    <select aria-label="Song" [(ngModel)]="src">
      <option value="/api/json?interval=30">Jasmine flower</option>
      <option [value]="tyger">The Tyger</option>
    </select>
    <label><input type="checkbox" [(ngModel)]="isShown" /> Show the song</label>
    @if (isShown()) {
      <typewriter-stream
        controls
        [parse]="parse"
        [src]="src()"
        (stream-state)="status.set($event.to)"
        (stream-typed)="status.set('done, ' + $event.text.length + ' characters')"
      ></typewriter-stream>
    }
    <!-- Angular takes the listeners away with the element: the last state would stay. -->
    <output aria-label="Song status">{{ isShown() ? status() : '' }}</output>
  `,
})
export class Song {
  protected readonly tyger = `/api/json?interval=30&text=${encodeURIComponent(TYGER)}`;
  protected readonly src = signal('/api/json?interval=30');
  protected readonly isShown = signal(true);
  protected readonly status = signal('');

  /** The server sends each piece as JSON: {"text":"…"}. */
  protected readonly parse = ({ data }: StreamMessage) =>
    (JSON.parse(data) as { text: string }).text;
}
// endregion
