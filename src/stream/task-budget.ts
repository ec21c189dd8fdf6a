/** How long one task may read before the page gets a turn, in milliseconds. */
const TASK_TIME = 8;

/**
 * A burst resolves one read after the other without a task between them: the page would freeze.
 * Whoever reads in a loop asks here when to pause.
 */
export class TaskBudget {
  #start = performance.now();

  get isSpent(): boolean {
    return performance.now() - this.#start > TASK_TIME;
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
function nextTask(): Promise<void> {
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
