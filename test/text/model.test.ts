import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { ReceivedText } from '../../src/text/received-text.js';
import { nastyText, pieces, seed } from '../support/random.js';
import { Client, DISTINCT, withIds, type ServerEvent, type Transport } from './client.js';

/**
 * Which events of a server have an id. `groups`: several in a row the same; `returning`: ids that come
 * again later; `alone`: ids in events of their own.
 */
type Ids =
  | 'every'
  | 'some'
  | 'first'
  | 'same'
  | 'some later'
  | 'groups'
  | 'returning'
  | 'alone'
  | 'always alone'
  | 'none';
/** What it does when it is asked again. `appending`: it goes on as if nothing had happened, as a feed. */
type Server = 'resuming' | 'overlapping' | 'restarting' | 'appending';

interface Scenario {
  readonly events: readonly ServerEvent[];
  /** How many events each connection brings before it is cut; an event that is cut itself is none. */
  readonly cuts: readonly number[];
  readonly overlap: number;
}

function numbered(texts: readonly string[], ids: Ids, pattern: readonly boolean[]): ServerEvent[] {
  // The first has one: without it a server that starts again cannot be told from one that resumes.
  const chosen = (index: number) => index === 0 || (pattern[index % pattern.length] ?? false);
  let group = 1;
  return texts.flatMap((text, index): ServerEvent[] => {
    const id = String(index + 1);
    if (ids === 'groups') {
      if (index > 0 && chosen(index)) group++;
      return [{ id: String(group), text }];
    }
    if (ids === 'returning') return [{ id: String(index % pattern.length), text }];
    if (ids === 'every') return [{ id, text }];
    if (ids === 'same') return [{ id: 'x', text }];
    if (ids === 'first') return index === 0 ? [{ id, text }] : [{ text }];
    if (ids === 'some') return chosen(index) ? [{ id, text }] : [{ text }];
    if (ids === 'alone') return chosen(index) ? [{ id }, { text }] : [{ text }];
    if (ids === 'some later') return index > 0 && chosen(index) ? [{ id, text }] : [{ text }];
    if (ids === 'always alone') return [{ id }, { text }];
    return [{ text }];
  });
}

function scenario(text: fc.Arbitrary<string>, ids: Ids): fc.Arbitrary<Scenario> {
  const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
  return fc
    .record({
      text,
      lengths,
      pattern: fc.array(fc.boolean(), { minLength: 2, maxLength: 7 }),
      holes: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      cuts: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 }),
      overlap: fc.integer({ min: 1, max: 6 }),
    })
    .map(({ text, lengths, pattern, holes, cuts, overlap }) => {
      // Now and then a message without text, as a format makes them.
      const texts = pieces(text, lengths).flatMap((piece, index) =>
        index > 0 && ids === 'every' && holes[index % holes.length] && index % 3 === 0
          ? ['', piece]
          : [piece],
      );
      return { events: numbered(texts, ids, pattern), cuts, overlap };
    });
}

/**
 * Where a server begins, asked with an id. One that overlaps begins at an event with an id; one that
 * resumes sends a group again of which `delivered` is only a part.
 */
function firstEvent(
  server: Server,
  { events, overlap }: Scenario,
  lastEventId: string,
  delivered: number,
  again: boolean,
): number {
  if (server === 'appending') return delivered;
  const place = events.findLastIndex(({ id }) => id === lastEventId);
  if (server === 'restarting' || lastEventId === '' || place < 0) return 0;
  if (server === 'resuming') {
    const isWhole = delivered > place;
    return isWhole ? place + 1 : events.findIndex(({ id }) => id === lastEventId);
  }
  const begins = ({ id }: ServerEvent) => id !== undefined && (again || id !== lastEventId);
  let first = Math.max(0, place + 1 - overlap);
  while (first > 0 && !begins(events[first]!)) first--;
  return first;
}

/** Lets a client read it all, over as many connections as there are cuts. */
function play(
  server: Server,
  transport: Transport,
  scene: Scenario,
  meanwhile?: (client: Client, whole: string) => void,
): { client: Client; whole: string } {
  const { events, cuts } = scene;
  const whole = events.map(({ text }) => text ?? '').join('');
  const client = new Client(transport);
  let delivered = 0;
  for (const count of [...cuts, Infinity]) {
    client.connect();
    // EventSource repeats the last id on messages that have none: it may not begin a repetition.
    const again = transport === 'fetch' || events.every(({ id }) => id !== undefined);
    const first = firstEvent(server, scene, client.lastEventId, delivered, again);
    for (const [index, event] of events.slice(first, first + count).entries()) {
      client.read(event);
      delivered = Math.max(delivered, first + index + 1);
      meanwhile?.(client, whole);
    }
  }
  client.apply(client.replay.end());
  return { client, whole };
}

/** At no moment is there anything that was not sent, nothing is taken back, and in the end all is there. */
function expectAll(server: Server, transport: Transport, scene: Scenario): void {
  let length = 0;
  const { client, whole } = play(server, transport, scene, ({ text }, all) => {
    const isRight = all.startsWith(text) && text.length >= length;
    if (!isRight) expect.fail(`${JSON.stringify(text)} of ${JSON.stringify(all)}`);
    length = text.length;
  });
  expect(client.text).to.equal(whole);
}

describe('whatever the text and wherever it is cut, the text received is the text sent', () => {
  /** Of two letters, so that every place looks like another; of everything; of one kind each. */
  const ANY = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 }),
    nastyText(),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  /** Where a server gives EventSource no way to know, at least the text must tell. */
  const TELLING = fc.shuffledSubarray(DISTINCT).map((characters) => characters.join(''));

  /** No text is all that was before it, told once more. */
  const NEVER_TWICE = fc
    .tuple(
      fc.constant('Refrain, '),
      fc.string({ unit: fc.constantFrom('R', 'e', ','), maxLength: 40 }),
    )
    .map((parts) => parts.join(''));

  /** Lines that begin alike and are never the same. */
  const LOG = fc
    .uniqueArray(fc.nat(99), { maxLength: 6 })
    .map((jobs) => jobs.map((job) => `[info] job ${job}\n`).join(''));

  const cases: [Ids, Server, Transport[], fc.Arbitrary<string>][] = [
    ['every', 'resuming', ['fetch', 'eventsource'], ANY],
    ['every', 'overlapping', ['fetch', 'eventsource'], ANY],
    ['every', 'restarting', ['fetch', 'eventsource'], ANY],
    ['some', 'resuming', ['fetch'], ANY],
    ['some', 'resuming', ['eventsource'], TELLING],
    ['some', 'restarting', ['fetch', 'eventsource'], TELLING],
    ['some', 'overlapping', ['fetch', 'eventsource'], TELLING],
    ['some later', 'resuming', ['fetch'], NEVER_TWICE],
    ['some later', 'resuming', ['eventsource'], TELLING],
    ['first', 'resuming', ['fetch'], ANY],
    ['first', 'resuming', ['eventsource'], TELLING],
    ['first', 'restarting', ['fetch', 'eventsource'], TELLING],
    ['same', 'restarting', ['fetch'], ANY],
    ['same', 'restarting', ['eventsource'], TELLING],
    ['alone', 'resuming', ['fetch'], ANY],
    ['alone', 'restarting', ['fetch'], TELLING],
    ['always alone', 'resuming', ['fetch'], ANY],
    ['always alone', 'resuming', ['eventsource'], TELLING],
    ['groups', 'resuming', ['fetch'], ANY],
    ['groups', 'restarting', ['fetch'], ANY],
    ['groups', 'restarting', ['eventsource'], TELLING],
    ['returning', 'restarting', ['fetch', 'eventsource'], TELLING],
    ['every', 'appending', ['fetch', 'eventsource'], ANY],
    ['some', 'appending', ['fetch', 'eventsource'], TELLING],
    ['groups', 'appending', ['fetch', 'eventsource'], TELLING],
    ['same', 'appending', ['fetch', 'eventsource'], TELLING],
    ['none', 'restarting', ['fetch', 'eventsource'], ANY],
    ['none', 'appending', ['fetch', 'eventsource'], TELLING],
    ['none', 'appending', ['fetch', 'eventsource'], LOG],
  ];

  for (const [ids, server, transports, text] of cases) {
    for (const transport of transports) {
      const kind = text === ANY ? 'any text' : text === LOG ? 'a log' : 'a text that tells';
      it(`ids on ${ids}, ${server}, over ${transport}, ${kind}`, () => {
        fc.assert(fc.property(scenario(text, ids), (scene) => expectAll(server, transport, scene)));
      });
    }
  }

  it('also when a group of one id is told again, goes on, and the next group says the same', () => {
    const group = (id: string, ...texts: string[]) => texts.map((text) => ({ id, text }));
    const client = new Client();
    client.connect().read(...group('1', 'a', 'a'));
    client.connect().read(...group('1', 'a', 'a', 'b'));
    client.connect().read(...group('2', 'b'));
    expect(client.text).to.equal('aabb');
    client.connect().read(...group('2', 'b', 'c'), ...group('3', 'b'));
    expect(client.text).to.equal('aabbcb');
  });

  it('also when the text is told again by another server in other messages', () => {
    const connections = fc.array(
      fc.record({
        lengths: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        count: fc.integer({ min: 0, max: 12 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(ANY, connections, (whole, list) => {
        const client = new Client();
        for (const { lengths, count } of [...list, { lengths: [3], count: Infinity }]) {
          client.connect().read(...pieces(whole, lengths).slice(0, count));
          expect(whole.startsWith(client.text)).to.be.true;
        }
        expect(client.text).to.equal(whole);
      }),
    );
  });

  it('also when it is fetch that goes on where EventSource stopped', () => {
    fc.assert(
      fc.property(nastyText(), fc.nat(40), fc.nat(5), (whole, cut, overlap) => {
        const events = withIds(pieces(whole, [1]));
        const replay = new ReceivedText();
        for (const { id = '', text = '' } of events.slice(0, cut)) {
          replay.message(id, undefined);
          replay.push(text);
        }
        replay.reconnect(cut > 0 ? String(Math.min(cut, events.length)) : '', 'auto');
        for (const { id = '', text = '' } of events.slice(Math.max(0, cut - overlap))) {
          replay.message(id, true);
          replay.push(text);
        }
        expect(replay.text).to.equal(whole);
      }),
    );
  });

  it('also when the author writes and clears meanwhile', () => {
    const kinds = fc.constantFrom<[Ids, Server]>(
      ['none', 'restarting'],
      ['every', 'resuming'],
      ['every', 'overlapping'],
      ['every', 'restarting'],
    );
    const scenes = kinds.chain(([ids, server]) =>
      fc.record({
        server: fc.constant(server),
        scene: scenario(ANY, ids),
        hand: fc.array(fc.constantFrom('', '', '\u270e', '\u270e\u270e'), {
          minLength: 1,
          maxLength: 9,
        }),
        clearAfter: fc.nat(40),
      }),
    );
    fc.assert(
      fc.property(scenes, ({ server, scene, hand, clearAfter }) => {
        let steps = 0;
        let written = 0;
        let cleared = 0;
        const { client, whole } = play(server, 'fetch', scene, (reader) => {
          const text = hand[steps % hand.length] ?? '';
          if (text) reader.apply(reader.replay.write(text));
          written += text.length;
          if (steps++ !== clearAfter) return;
          cleared += reader.text.replaceAll('\u270e', '').length;
          written = 0;
          reader.replay.clear();
          reader.shown = '';
        });
        const pens = client.text.length - client.text.replaceAll('\u270e', '').length;
        expect(pens).to.equal(written);
        expect(client.text.replaceAll('\u270e', '')).to.equal(whole.slice(cleared));
      }),
    );
  });

  // Here a wrong guess is in the nature of the thing: how often it is wrong is printed, not tested.
  it('but where neither ids nor the text tell, it is a guess', () => {
    const TWO_LETTERS = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 });
    const unknowable: [Ids, Server, Transport, string, fc.Arbitrary<string>][] = [
      ['none', 'appending', 'fetch', 'two letters', TWO_LETTERS],
      ['same', 'appending', 'fetch', 'two letters', TWO_LETTERS],
      ['returning', 'appending', 'fetch', 'a text that tells', TELLING],
      ['returning', 'restarting', 'fetch', 'two letters', TWO_LETTERS],
      ['some', 'restarting', 'fetch', 'two letters', TWO_LETTERS],
      ['some', 'overlapping', 'fetch', 'two letters', TWO_LETTERS],
      ['some', 'appending', 'fetch', 'two letters', TWO_LETTERS],
      ['some', 'resuming', 'eventsource', 'two letters', TWO_LETTERS],
      ['some later', 'restarting', 'fetch', 'a text that tells', TELLING],
      ['groups', 'appending', 'fetch', 'two letters', TWO_LETTERS],
      ['groups', 'overlapping', 'fetch', 'a text that tells', TELLING],
      ['groups', 'resuming', 'eventsource', 'two letters', TWO_LETTERS],
      ['alone', 'overlapping', 'fetch', 'a text that tells', TELLING],
    ];
    const rows = unknowable.map(([ids, server, transport, kind, text]) => {
      const wrong = fc.sample(scenario(text, ids), { numRuns: 100, seed }).filter((scene) => {
        const { client, whole } = play(server, transport, scene);
        return client.text !== whole;
      });
      return `ids on ${ids}, ${server}, over ${transport}, ${kind}: ${wrong.length} of 100 wrong`;
    });
    console.info(rows.join('\n'));
  });
});
