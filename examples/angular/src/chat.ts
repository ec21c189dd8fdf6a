// region: chat
import {
  Component,
  computed,
  CUSTOM_ELEMENTS_SCHEMA,
  signal,
  viewChildren,
  type ElementRef,
} from '@angular/core';
import { FormsModule } from '@angular/forms';
import type { StreamState, TypewriterStream } from 'typewriter-stream';

interface Message {
  role: 'user' | 'assistant';
  content: string;
}

class Turn {
  readonly state = signal<StreamState>('connecting');
  readonly answer = signal('');

  constructor(
    readonly question: string,
    readonly body: object,
  ) {}
}

/** Yours asks your server, which keeps the key of the model. */
const freshToken = () => Promise.resolve('a-token-of-yours');

@Component({
  selector: 'app-chat',
  imports: [FormsModule],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <section>
      <h2>A chat</h2>
      <ol>
        @for (turn of turns(); track turn) {
          <li class="question">{{ turn.question }}</li>
          <li class="answer">
            <typewriter-stream
              #answer
              format="openai"
              src="/api/v1/chat/completions"
              [body]="turn.body"
              [headers]="headers"
              (stream-state)="turn.state.set($event.to)"
              (stream-typed)="turn.answer.set($event.text)"
            ></typewriter-stream>
          </li>
        }
      </ol>
      <form (ngSubmit)="ask()">
        <input name="question" aria-label="Question" autocomplete="off" [(ngModel)]="question" />
        <button [disabled]="answering()">Ask</button>
        @if (answering()) {
          <button type="button" (click)="stop()">Stop</button>
        }
      </form>
    </section>
  `,
})
export class Chat {
  protected readonly question = signal('');
  protected readonly turns = signal<readonly Turn[]>([]);
  protected readonly answering = computed(() => {
    const state = this.turns().at(-1)?.state() ?? 'idle';
    return !['idle', 'done', 'stopped', 'error'].includes(state);
  });
  private readonly answers = viewChildren<ElementRef<TypewriterStream>>('answer');

  /** Called before every attempt. */
  protected readonly headers = async () => ({ Authorization: `Bearer ${await freshToken()}` });

  protected ask(): void {
    const content = this.question().trim();
    if (!content || this.answering()) return;
    const messages = this.turns()
      .filter((turn) => turn.answer())
      .flatMap((turn): Message[] => [
        { role: 'user', content: turn.question },
        { role: 'assistant', content: turn.answer() },
      ]);
    messages.push({ role: 'user', content });
    const body = { model: 'a-model', stream: true, messages };
    this.turns.update((turns) => [...turns, new Turn(content, body)]);
    this.question.set('');
  }

  protected stop(): void {
    this.answers().at(-1)?.nativeElement.stop();
  }
}
// endregion
