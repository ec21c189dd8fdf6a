import { expect } from '@open-wc/testing';
import { EMOJI, LYRIC, RTL, graphemes } from '../../demo-server/texts.js';
import { IS_WEBKIT, cleanUp, create, newKey, path, shownText } from '../support/element.js';
import { randomFrom } from './random.js';

interface Settings {
  ports: number[];
  seed: number | undefined;
  runs: number;
}

/** Runs at a time on one port, so that the browser's six connections are enough. */
const PER_PORT = 3;

describe('chaos', () => {
  it('loses and repeats nothing, whatever the network does', async function () {
    this.timeout(900_000);
    const settings = (await (await fetch('/__chaos.json')).json()) as Settings;
    const first = settings.seed ?? 1;
    const last = settings.seed ?? settings.runs;
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
    await Promise.all(
      settings.ports.flatMap((port) => Array.from({ length: PER_PORT }, () => work(port))),
    );
    cleanUp();
    document.removeEventListener('stream-retry', onRetry);
    // Otherwise nothing was tested.
    expect(retries).to.be.greaterThan((last - first) / 2);
    expect(failures, failures.join('\n')).to.deep.equal([]);
  });
});

/** Returns what went wrong, or undefined. */
async function run(seed: number, port: number): Promise<string | undefined> {
  const random = randomFrom(seed);
  // WebKit's EventSource puts the next connection's first line behind the half one that is left.
  const transports = ['auto', 'fetch', IS_WEBKIT ? 'auto' : 'eventsource'] as const;
  const transport = transports[seed % 3] ?? 'auto';
  const withIds = seed % 2 === 0;
  const text = randomText(random);
  const scenario = path(withIds ? '/article' : '/drop-without-ids', {
    interval: random() < 0.5 ? 0 : 1,
    retry: 1,
    times: 0,
    stall: transport === 'fetch' ? 1 : 0,
    refuse: transport === 'eventsource' ? 1 : 0,
    key: newKey(),
    seed,
    text,
  });
  const element = create({
    transport,
    // A stall ends when the watchdog sees it.
    idleTimeout: 250,
    maxRetries: 30,
    src: `http://127.0.0.1:${String(port)}${scenario}`,
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
  const what = `${transport}, ${withIds ? 'with' : 'without'} ids`;
  let failure: string | undefined;
  if (problem) failure = problem;
  else if (element.text !== text)
    failure = `got ${JSON.stringify(element.text)} not ${JSON.stringify(text)}`;
  else if (element.typedText !== text || shownText(element) !== text)
    failure = 'typed another text';
  element.remove();
  return failure && `${what}: ${failure}`;
}

function randomText(random: () => number): string {
  const all = graphemes(LYRIC + EMOJI + RTL + 'The end of the line is not the end. ');
  const start = Math.floor(random() * (all.length - 90));
  return all.slice(start, start + 20 + Math.floor(random() * 70)).join('');
}
