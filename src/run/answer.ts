import type { FinishReason, Usage } from '../formats/format.js';
import type { Interpreter } from '../formats/interpreter.js';
import { ReceivedText } from '../text/received-text.js';

/** What has been received of one answer. A run that goes on after `stop()` takes it over from the run before. */
export class Answer {
  readonly received = new ReceivedText();
  /** What a model thought before it answered; never part of the text. */
  reasoning = '';
  finishReason: FinishReason | null = null;
  usage: Usage | null = null;
  /** Understands the messages; its format remembers what it read of this answer. */
  interpreter: Interpreter | undefined;

  clear(): void {
    this.received.clear();
    this.reasoning = '';
    this.finishReason = null;
    this.usage = null;
  }
}
