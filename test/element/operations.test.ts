import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import { TypewriterStream } from '../../src/element/index.js';
import { isActive } from '../../src/run/state.js';
import { cleanUp, create, expectTyped, microtasks, shownText } from '../support/element.js';
import { nastyText } from '../support/random.js';

/** What a page may do to an element that it feeds by hand, with what its text is afterwards. */
interface Operation {
  readonly name: string;
  readonly run: (element: TypewriterStream) => void;
  readonly text?: (before: string) => string;
}

const operation = (name: string, run: Operation['run']): fc.Arbitrary<Operation> =>
  fc.constant({ name, run });
const setting = <Name extends string & keyof TypewriterStream>(
  name: Name,
  ...values: readonly (TypewriterStream[Name] | null | undefined)[]
): fc.Arbitrary<Operation> =>
  fc.constantFrom(...values).map((value) => ({
    name: `${name} = ${JSON.stringify(value)}`,
    run: (element) => Object.assign(element, { [name]: value }),
  }));

const long = fc.constantFrom('x'.repeat(3_000), 'words and '.repeat(400), '\n'.repeat(300));
const text = fc.oneof({ weight: 8, arbitrary: nastyText() }, { weight: 1, arbitrary: long });

const OPERATIONS = fc.oneof(
  text.map((added) => ({
    name: `write(${JSON.stringify(added.slice(0, 60))})`,
    run: (element: TypewriterStream) => element.write(added),
    text: (before: string) => before + added,
  })),
  fc.tuple(text, fc.nat(60)).map(([added, kept]) => ({
    name: `replace(${kept} units, ${JSON.stringify(added.slice(0, 60))})`,
    run: (element: TypewriterStream) => element.replace(element.text.slice(0, kept) + added),
    text: (before: string) => before.slice(0, kept) + added,
  })),
  fc.constant({
    name: 'clear()',
    run: (element: TypewriterStream) => element.clear(),
    text: () => '',
  }),
  operation('end()', (element) => element.end()),
  operation('stop()', (element) => element.stop()),
  operation('skip()', (element) => element.skip()),
  operation('pause()', (element) => element.pause()),
  operation('play()', (element) => element.play()),
  operation('remove()', (element) => element.remove()),
  operation('append', (element) => document.body.append(element)),
  operation('prepend', (element) => document.body.prepend(element)),
  operation('skip() in a listener', (element) =>
    element.addEventListener('stream-state', () => element.skip(), { once: true }),
  ),
  setting('speed', 'auto', 'instant', 20, '300', 'x', null, undefined),
  setting('by', 'grapheme', 'word', 'line', undefined),
  setting('fade', true, false, undefined),
  setting('cursor', 'bar', 'none', null),
  setting('controls', true, false),
  setting('follow', true, false),
  setting('announce', 'status', 'final', 'off', null),
  setting('strings', { complete: 'Fertig' }, null, undefined),
  setting('markup', 'none', '', undefined),
  setting('hidden', true, false),
  setting('dir', 'rtl', 'ltr', ''),
);

describe('an element that is fed by hand, whatever the page does to it', () => {
  let clock: SinonFakeTimers;
  const problems: string[] = [];
  const onProblem = (event: ErrorEvent | PromiseRejectionEvent) =>
    problems.push('reason' in event ? String(event.reason) : event.message);

  before(() => {
    addEventListener('error', onProblem);
    addEventListener('unhandledrejection', onProblem);
  });

  after(() => {
    removeEventListener('error', onProblem);
    removeEventListener('unhandledrejection', onProblem);
  });

  beforeEach(() => {
    clock = useFakeTimers({
      toFake: [
        'requestAnimationFrame',
        'cancelAnimationFrame',
        'performance',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
      ],
    });
  });

  afterEach(() => {
    clock.restore();
    cleanUp();
  });

  it('has the text it was given, shows its beginning, and comes to an end', async () => {
    const step = fc.tuple(OPERATIONS, fc.constantFrom(0, 0, 16, 100, 700));
    const steps = fc.array(step, { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        problems.length = 0;
        const element = create({ speed: 'auto' });
        const log: string[] = [];
        let state = 'idle';
        element.addEventListener('stream-state', ({ from, to }) => {
          expect(from).to.equal(state);
          state = to;
          log.push(to);
        });
        element.addEventListener('stream-end', () => {
          expect(element.state).to.equal('typing');
          log.push('(end)');
        });
        element.addEventListener('stream-typed', (event) => {
          expect(log.at(-1)).to.equal('done');
          expect(event.text).to.equal(element.text);
          expect(element.typedText).to.equal(element.text);
        });
        document.body.append(element);
        const promises = new Set<Promise<unknown>>();
        let model = '';
        const check = (what: string) => {
          promises.add(element.finished);
          expect(element.state, what).to.equal(state);
          expect(element.text, what).to.equal(model);
          expect(model.startsWith(element.typedText), what).to.equal(true);
          // Before the first render nothing is on screen.
          if (!element.hasUpdated) return;
          expect(shownText(element), what).to.equal(element.typedText);
          if (['done', 'stopped'].includes(state)) expect(element.typedText, what).to.equal(model);
        };
        for (const [{ name, run, text: next }, time] of list) {
          run(element);
          model = next?.(model) ?? model;
          check(name);
          if (!time) continue;
          await microtasks();
          clock.tick(time);
          await microtasks();
          check(`${name}, ${time} ms later`);
        }
        document.body.append(element);
        element.play();
        element.end();
        element.stop();
        await microtasks();
        for (let times = 0; times < 8; times++) clock.tick(100);
        check('the end');
        expect(isActive(element.state)).to.equal(false);
        const { finished } = element;
        const settled = [...promises].filter((promise) => state !== 'idle' || promise !== finished);
        await Promise.allSettled(settled);
        element.remove();
        element.controls = false;
        await microtasks();
        clock.tick(10);
        await microtasks();
        expect(clock.countTimers()).to.equal(0);
        expect(problems).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });

  it('has its text on screen with every property that a framework may leave out', async () => {
    const names = [...TypewriterStream.elementProperties.keys()] as (keyof TypewriterStream)[];
    for (const nothing of [null, undefined]) {
      const element = create();
      for (const name of names) Object.assign(element, { [name]: nothing });
      document.body.append(element);
      await microtasks();
      element.write('text');
      clock.tick(1_000);
      expectTyped(element, 'text');
    }
    expect(problems).to.deep.equal([]);
  });
});
