// region: chat
import {
  Component,
  computed,
  CUSTOM_ELEMENTS_SCHEMA,
  signal,
  viewChild,
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

const isOver = (state: StreamState) => ['idle', 'done', 'stopped', 'error'].includes(state);

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
            markup="markdown"
            src="/api/v1/chat/completions?interval=120"
            [body]="turn.body"
            [headers]="headers"
            (stream-state)="change(turn, $event.to)"
            (stream-typed)="turn.answer.set($event.text)"
          ></typewriter-stream>
        </li>
      }
    </ol>
    <form ngNativeValidate (ngSubmit)="ask()">
      <input
        #input
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
  protected readonly isAnswering = computed(() => !isOver(this.turns().at(-1)?.state() ?? 'idle'));

  private readonly answers = viewChildren<ElementRef<TypewriterStream>>('answer');
  private readonly input = viewChild.required<ElementRef<HTMLInputElement>>('input');

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
    this.keepFocus();
  }

  protected change(turn: Turn, state: StreamState): void {
    if (isOver(state)) this.keepFocus();
    turn.state.set(state);
  }

  protected stop(): void {
    this.answers().at(-1)?.nativeElement.stop();
  }

  /** A button that is disabled or goes away must not take the focus with it. */
  private keepFocus(): void {
    const { nativeElement: input } = this.input();
    if (input.form?.contains(document.activeElement)) input.focus();
  }
}
// endregion
