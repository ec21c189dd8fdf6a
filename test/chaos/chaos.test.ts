import { expect } from '@open-wc/testing';
import { IS_WEBKIT, cleanUp, create, newKey, path, shownText } from '../support/element.js';
import { scenarioOf } from './scenario.js';

interface Settings {
  ports: number[];
  first: number;
  last: number;
}

/** Runs at a time on one port: the browser's six connections are enough, with one that is left. */
const PER_PORT = 5;

const IS_FIREFOX = navigator.userAgent.includes('Firefox');
const ENGINE = IS_WEBKIT ? 'webkit' : IS_FIREFOX ? 'firefox' : 'chromium';

describe('chaos', () => {
  it('loses and repeats nothing, whatever the network does', async function () {
    this.timeout(900_000);
    const response = await fetch(`/__chaos.json?engine=${ENGINE}`);
    const { ports, first, last } = (await response.json()) as Settings;
    const failures: string[] = [];
    let retries = 0;
    const onRetry = () => retries++;
    document.addEventListener('stream-retry', onRetry);
    let seed = first;

    const work = async (port: number) => {
      while (seed <= last) {
        const current = seed++;
        const failure = await run(current, port);
        if (failure) failures.push(`CHAOS_SEED=${String(current)}: ${failure}`);
      }
    };
    await Promise.all(ports.flatMap((port) => Array.from({ length: PER_PORT }, () => work(port))));
    cleanUp();
    document.removeEventListener('stream-retry', onRetry);
    // Otherwise nothing was tested.
    expect(retries).to.be.greaterThan((last - first) / 2);
    expect(failures, failures.join('\n')).to.deep.equal([]);
  });
});

/** Returns what went wrong, or undefined. */
async function run(seed: number, port: number): Promise<string | undefined> {
  const { text, transport, ids } = scenarioOf(seed);
  // WebKit's EventSource puts the next connection's first line behind the half one that is left.
  const used = IS_WEBKIT && transport === 'eventsource' ? 'auto' : transport;
  const query = { seed, key: newKey(), ...(IS_WEBKIT && { webkit: 1 }) };
  const element = create({
    transport: used,
    // A stall ends when the watchdog sees it.
    idleTimeout: 250,
    maxRetries: 30,
    src: `http://127.0.0.1:${String(port)}${path('/chaos', query)}`,
  });
  document.body.append(element);
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve(`still ${element.state} after four minutes`), 240_000);
  });
  const problem = await Promise.race([
    element.finished.then(
      () => undefined,
      (error: unknown) => String(error),
    ),
    late,
  ]);
  let failure: string | undefined;
  if (problem) failure = problem;
  else if (element.text !== text)
    failure = `got ${JSON.stringify(element.text)} not ${JSON.stringify(text)}`;
  else if (element.typedText !== text || shownText(element) !== text)
    failure = 'typed another text';
  element.remove();
  return failure && `${used}, ids ${ids}: ${failure}`;
}
