/** How many milliseconds one task may read before the page gets a turn, so that no frame is dropped. */
const TASK_TIME = 8;

/**
 * In a burst, reads resolve one after another without a task between them, and the page would
 * freeze. A loop that reads asks this class when to pause.
 */
export class TaskBudget {
  readonly #taskTime: number;
  #start = performance.now();

  /** @param taskTime how long one task may read, in milliseconds */
  constructor(taskTime = TASK_TIME) {
    this.#taskTime = taskTime;
  }

  get isSpent(): boolean {
    return performance.now() - this.#start > this.#taskTime;
  }

  /** Resolves in a new task. */
  async renew(): Promise<void> {
    await nextTask();
    this.#start = performance.now();
  }
}

let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Resolves in the next task, without the delay of a timer, which a hidden tab runs once a second. */
export function nextTask(): Promise<void> {
  channel ??= openChannel();
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}

function openChannel(): MessageChannel {
  const opened = new MessageChannel();
  opened.port1.onmessage = () => waiting.shift()?.();
  return opened;
}
