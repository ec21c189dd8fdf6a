import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { ReceivedText } from '../../src/text/received-text.js';
import { nastyText, pieces } from '../support/random.js';
import { Client, DISTINCT, withIds, type ServerEvent, type Transport } from './client.js';

type Ids = 'every' | 'some' | 'first' | 'same' | 'some later' | 'alone' | 'always alone' | 'none';
type Server = 'resuming' | 'overlapping' | 'restarting';

interface Scenario {
  readonly events: readonly ServerEvent[];
  /** How many events each connection brings before it is cut. */
  readonly cuts: readonly number[];
  readonly overlap: number;
}

function numbered(texts: readonly string[], ids: Ids, pattern: readonly boolean[]): ServerEvent[] {
  // The first has one: without it a server that starts again cannot be told from one that resumes.
  const chosen = (index: number) => index === 0 || (pattern[index % pattern.length] ?? false);
  return texts.flatMap((text, index): ServerEvent[] => {
    const id = String(index + 1);
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

/** Where a server begins, asked with an id. One that overlaps begins at an event with an id. */
function firstEvent(
  server: Server,
  { events, overlap }: Scenario,
  lastEventId: string,
  again: boolean,
): number {
  const place = events.findIndex(({ id }) => id === lastEventId);
  if (server === 'restarting' || lastEventId === '' || place < 0) return 0;
  if (server === 'resuming') return place + 1;
  const begins = ({ id }: ServerEvent) => id !== undefined && (again || id !== lastEventId);
  let first = Math.max(0, place + 1 - overlap);
  while (first > 0 && !begins(events[first]!)) first--;
  return first;
}

function play(server: Server, transport: Transport, scene: Scenario): void {
  const { events, cuts } = scene;
  const whole = events.map(({ text }) => text ?? '').join('');
  const client = new Client(transport);
  for (const count of [...cuts, Infinity]) {
    client.connect();
    // EventSource repeats the last id on messages that have none: it may not begin a repetition.
    const again = transport === 'fetch' || events.every(({ id }) => id !== undefined);
    const first = firstEvent(server, scene, client.lastEventId, again);
    for (const event of events.slice(first, first + count)) {
      const before = client.text;
      client.read(event);
      // At no moment is there anything that was not sent, and nothing is taken back.
      expect(whole.startsWith(client.text), JSON.stringify(client.text)).to.be.true;
      expect(client.text.length).to.be.at.least(before.length);
    }
  }
  client.apply(client.replay.end());
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
    ['none', 'restarting', ['fetch', 'eventsource'], ANY],
  ];

  for (const [ids, server, transports, text] of cases) {
    for (const transport of transports) {
      it(`ids on ${ids}, ${server}, over ${transport}`, () => {
        fc.assert(fc.property(scenario(text, ids), (scene) => play(server, transport, scene)));
      });
    }
  }

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
});
