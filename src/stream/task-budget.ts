/** How long one task may read before the page gets a turn, in milliseconds: no frame is dropped. */
const TASK_TIME = 8;

/**
 * A burst resolves one read after the other without a task between them: the page would freeze.
 * Whoever reads in a loop asks here when to pause.
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

  /** Resolves in a task of its own. */
  async renew(): Promise<void> {
    await nextTask();
    this.#start = performance.now();
  }
}

let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Without the delay of a timer: a hidden tab runs timers once a second. */
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
