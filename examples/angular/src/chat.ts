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
  /** Empty until it is complete. */
  readonly answer = signal('');

  constructor(
    readonly question: string,
    readonly body: { model: string; stream: true; messages: Message[] },
  ) {}
}

// Yours asks your own server, which keeps the key of the model to itself.
let tokens = 0;
const freshToken = () => Promise.resolve(`token-${++tokens}`);

@Component({
  selector: 'section[app-chat]',
  imports: [FormsModule],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
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
    <form ngNativeValidate (ngSubmit)="ask()">
      <input
        name="question"
        aria-label="Question"
        placeholder="Your question"
        autocomplete="off"
        required
        [(ngModel)]="question"
      />
      <button [disabled]="isAnswering()">Ask</button>
      @if (isAnswering()) {
        <button type="button" (click)="stop()">Stop</button>
      }
    </form>
  `,
})
export class Chat {
  protected readonly question = signal('');
  protected readonly turns = signal<readonly Turn[]>([]);
  protected readonly isAnswering = computed(() => {
    const state = this.turns().at(-1)?.state() ?? 'idle';
    return !['idle', 'done', 'stopped', 'error'].includes(state);
  });

  private readonly answers = viewChildren<ElementRef<TypewriterStream>>('answer');

  /** Called before every attempt. */
  protected readonly headers = async () => ({ Authorization: `Bearer ${await freshToken()}` });

  protected ask(): void {
    const question = this.question();
    const messages = this.turns()
      .filter((turn) => turn.answer())
      .flatMap((turn): Message[] => [
        { role: 'user', content: turn.question },
        { role: 'assistant', content: turn.answer() },
      ]);
    messages.push({ role: 'user', content: question });
    const turn = new Turn(question, { model: 'a-model', stream: true, messages });
    this.turns.update((turns) => [...turns, turn]);
    this.question.set('');
  }

  protected stop(): void {
    this.answers().at(-1)?.nativeElement.stop();
  }
}
// endregion
