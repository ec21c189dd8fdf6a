import type { FinishReason, Usage } from '../formats/format.js';
import type { Interpreter } from '../formats/interpreter.js';
import { ReceivedText } from '../text/received-text.js';

/** Everything received of one answer. A run that resumes after `stop()` continues the previous run's answer. */
export class Answer {
  readonly received = new ReceivedText();
  /** The model's reasoning, which is never part of the text. */
  reasoning = '';
  finishReason: FinishReason | null = null;
  usage: Usage | null = null;
  /** Interprets the messages; its format may have state that belongs to this answer. */
  interpreter: Interpreter | undefined;

  clear(): void {
    this.received.clear();
    this.reasoning = '';
    this.finishReason = null;
    this.usage = null;
  }
}
