import type { FinishReason, Usage } from '../formats/format.js';
import type { Interpreter } from '../formats/interpreter.js';
import { ReceivedText } from '../text/received-text.js';

/** What has been received of one answer. A run that resumes after `stop()` takes it over from the previous run. */
export class Answer {
  readonly received = new ReceivedText();
  /** A model's thinking, which is never part of the text. */
  reasoning = '';
  finishReason: FinishReason | null = null;
  usage: Usage | null = null;
  /** Interprets the messages. Its format remembers what it has read of this answer. */
  interpreter: Interpreter | undefined;

  clear(): void {
    this.received.clear();
    this.reasoning = '';
    this.finishReason = null;
    this.usage = null;
  }
}
