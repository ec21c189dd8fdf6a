import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  ReceivedText,
  commonPrefix,
  type ReconnectMode,
  type TextChange,
} from '../../src/text/received-text.js';
import { nastyText, pieces } from '../support/random.js';

/** One event of a server: no `id`, no id line; no `text`, an id line and nothing else. */
interface ServerEvent {
  readonly id?: string;
  readonly text?: string;
}

type Transport = 'fetch' | 'eventsource';
const TRANSPORTS = ['fetch', 'eventsource'] as const;

/**
 * What the rest of the pipeline does with a ReceivedText, and a copy of the text that only knows the
 * changes that were reported.
 */
class Client {
  readonly replay = new ReceivedText();
  shown = '';
  /** The id that the next connection sends. */
  lastEventId = '';
  readonly #transport: Transport;
  /** What the controller has seen; an EventSource may know a later one. */
  #seenId = '';
  #connections = 0;

  constructor(transport: Transport = 'fetch') {
    this.#transport = transport;
  }

  get text(): string {
    return this.replay.text;
  }

  connect(mode: ReconnectMode = 'auto'): this {
    if (this.#connections++ > 0) this.replay.reconnect(this.#seenId, mode);
    return this;
  }

  /** The header is not sent: another origin refused it, or there was no id. */
  connectWithoutId(mode: ReconnectMode = 'auto'): this {
    this.replay.reconnect('', mode);
    return this;
  }

  read(...events: (ServerEvent | string)[]): this {
    for (const event of events) this.#read(typeof event === 'string' ? { text: event } : event);
    return this;
  }

  #read({ id, text }: ServerEvent): void {
    this.lastEventId = id ?? this.lastEventId;
    if (text === undefined) {
      // An EventSource keeps such an id to itself.
      if (this.#transport === 'fetch' && id !== undefined && id !== this.#seenId) {
        this.#seenId = id;
        this.replay.idOnly(id);
      }
      return;
    }
    this.#seenId = this.lastEventId;
    this.replay.message(
      this.lastEventId,
      this.#transport === 'fetch' ? id !== undefined : undefined,
    );
    this.apply(this.replay.push(text));
  }

  apply(change: TextChange | undefined): void {
    if (change) this.shown = this.shown.slice(0, change.keep) + change.append;
    expect(this.shown).to.equal(this.replay.text);
  }
}

const withIds = (texts: string | readonly string[], from = 1): ServerEvent[] =>
  Array.from(texts, (text, index) => ({ id: String(from + index), text }));

/** Each character is there once, so that no place looks like another. */
const DISTINCT = Array.from(new Set('The quick brown fox—ämong ÖTHER júmpŷ ßeasts'));

for (const transport of TRANSPORTS) {
  describe(`a stream with ids over ${transport}`, () => {
    it('goes on exactly where it was', () => {
      const client = new Client(transport).connect().read(...withIds('abc'));
      client.connect().read(...withIds('def', 4));
      expect(client.text).to.equal('abcdef');
      expect(client.replay.replaying).to.be.false;
      expect(client.replay.caughtUp).to.be.true;
    });

    it('keeps a text that says the same again behind the cut', () => {
      const client = new Client(transport).connect().read(...withIds('lalala'));
      client.connect().read(...withIds('lalala', 7));
      expect(client.text).to.equal('lalalalalala');
    });

    it('skips a message whose id was the last one', () => {
      const client = new Client(transport).connect().read(...withIds(['one ', 'two ', 'three ']));
      client.connect().read(...withIds(['three ', 'four'], 3));
      expect(client.text).to.equal('one two three four');
    });

    it('skips several messages that a server sends again', () => {
      const client = new Client(transport).connect().read(...withIds('hello'));
      client.connect().read(...withIds('lo world', 4));
      expect(client.text).to.equal('hello world');
    });

    it('skips everything when a server ignores Last-Event-ID and starts again', () => {
      const client = new Client(transport).connect().read(...withIds('hello'));
      client.connect().read(...withIds('hello world'));
      expect(client.text).to.equal('hello world');
    });

    it('skips everything a server starts again with after one single message', () => {
      const client = new Client(transport).connect().read(...withIds(['hello ']));
      client.connect().read(...withIds(['hello ', 'world']));
      expect(client.text).to.equal('hello world');
    });

    it('replaces from the first difference when a server starts again with another text', () => {
      const client = new Client(transport).connect().read(...withIds(['Once ', 'upon ', 'a time']));
      client.connect().read(...withIds(['Once ', 'again ', 'it was']));
      expect(client.text).to.equal('Once again it was');
    });

    it('finds its place again in a replay that was cut itself, at any place', () => {
      for (let cut = 1; cut <= 5; cut++) {
        const client = new Client(transport).connect().read(...withIds('hello'));
        client.connect().read(...withIds('hello'.slice(0, cut)));
        expect(client.text, `cut at ${cut}`).to.equal('hello');
        client.connect().read(...withIds('hello you'));
        expect(client.text, `cut at ${cut}, started again`).to.equal('hello you');
      }
      for (let cut = 1; cut <= 5; cut++) {
        const client = new Client(transport).connect().read(...withIds('hello'));
        client.connect().read(...withIds('hello'.slice(0, cut)));
        client.connect().read(...withIds('hello you'.slice(cut), cut + 1));
        expect(client.text, `cut at ${cut}, resumed`).to.equal('hello you');
      }
    });

    it('remembers the first id, however long the text is', () => {
      const long = 'abcdefghij'.repeat(300);
      const client = new Client(transport).connect().read(...withIds(long));
      client.connect().read(...withIds(`${long}!`));
      expect(client.text).to.equal(`${long}!`);
    });

    it('skips what a server sends again from its buffer of a hundred messages', () => {
      const long = 'abcdefghij'.repeat(30);
      const client = new Client(transport).connect().read(...withIds(long));
      client.connect().read(...withIds(`${long.slice(200)}!`, 201));
      expect(client.text).to.equal(`${long}!`);
    });

    it('skips what is sent again although messages without text came again before', () => {
      const client = new Client(transport).connect();
      client.read({ id: '1', text: 'a' }, { id: '2', text: '' }, { id: '3', text: '' });
      client.connect().read({ id: '2', text: '' }, { id: '3', text: '' }, { id: '4', text: 'b' });
      client.connect().read({ id: '4', text: 'b' }, { id: '5', text: 'c' });
      expect(client.text).to.equal('abc');
      client.connect().read({ id: '5', text: 'c' }, { id: '6', text: 'd' });
      expect(client.text).to.equal('abcd');
    });

    it('resumes behind text without an id when only some messages have one', () => {
      const client = new Client(transport).connect();
      client.read({ id: '1', text: 'a' }, 'b', { id: '2', text: 'c' }, 'd');
      client.connect().read('d', 'e', { id: '3', text: 'f' });
      expect(client.text).to.equal('abcdef');
    });

    it('loses nothing when the first message behind the last id has none', () => {
      const client = new Client(transport).connect().read(...withIds('abc'));
      client.connect().read('d', 'e');
      expect(client.text).to.equal('abcde');
    });

    it('loses nothing when a message without id begins as the one before it', () => {
      const client = new Client(transport).connect().read({ id: '1', text: 'a' });
      client.connect().read('and ', 'so on');
      expect(client.text).to.equal('aand so on');
    });

    it('skips a text told again by a server whose messages all have the same id', () => {
      const texts = ['hello', ' ', 'world'];
      const client = new Client(transport).connect();
      client.read(...texts.map((text) => ({ id: 'x', text })));
      client.connect().read(...[...texts, '!'].map((text) => ({ id: 'x', text })));
      expect(client.text).to.equal('hello world!');
    });

    it('appends what a feed goes on with whose messages all have the same id', () => {
      const client = new Client(transport).connect();
      client.read(...['one ', 'two '].map((text) => ({ id: 'x', text })));
      client.connect().read(...['three ', 'four'].map((text) => ({ id: 'x', text })));
      expect(client.text).to.equal('one two three four');
    });

    it('appends what a feed goes on with whose one message so far had that same id', () => {
      const client = new Client(transport).connect().read({ id: 'x', text: 'one ' });
      client.connect().read({ id: 'x', text: 'two ' });
      expect(client.text).to.equal('one two ');
    });

    it('skips a text told again by a server whose ids alternate', () => {
      const texts = ['Question: ', 'why', 'Answer: ', 'because'];
      const events = texts.map((text, index) => ({ id: index % 2 ? 'b' : 'a', text }));
      const client = new Client(transport).connect().read(...events.slice(0, 3));
      client.connect().read(...events);
      expect(client.text).to.equal(texts.join(''));
    });

    it('skips a text told again by a server that numbers only its first message', () => {
      const client = new Client(transport).connect().read({ id: '1', text: 'a' }, 'b', 'c');
      client.connect().read({ id: '1', text: 'a' }, 'b', 'c', 'd');
      expect(client.text).to.equal('abcd');
    });

    it('keeps its place when every connection begins with a greeting of the same id', () => {
      const greeting = { id: '0', text: '' };
      const client = new Client(transport).connect().read(greeting, ...withIds('abc'));
      client.connect().read(greeting, ...withIds('def', 4));
      expect(client.text).to.equal('abcdef');
      client.connect().read(greeting, ...withIds('ghi', 7));
      expect(client.text).to.equal('abcdefghi');
    });

    it('keeps the text when every connection begins with a text of the same id', () => {
      const greeting = { id: '0', text: 'Welcome to the feed! ' };
      const client = new Client(transport).connect().read(greeting, ...withIds('abc'));
      client.connect().read(greeting, ...withIds('def', 4));
      expect(client.text).to.equal('Welcome to the feed! abcdef');
    });

    it('takes several messages of one id as one step', () => {
      const client = new Client(transport).connect();
      client.read({ id: '1', text: 'a' }, { id: '1', text: 'b' }, { id: '2', text: 'c' });
      client.read({ id: '2', text: 'd' });
      client.connect().read({ id: '3', text: 'e' }, { id: '3', text: 'f' });
      expect(client.text).to.equal('abcdef');
      client.connect().read({ id: '3', text: 'e' }, { id: '3', text: 'f' }, { id: '4', text: 'g' });
      expect(client.text).to.equal('abcdefg');
    });

    it('appends to a text that was emptied or set by hand, where the ids say so', () => {
      const client = new Client(transport).connect().read(...withIds('abc'));
      client.replay.clear();
      client.shown = '';
      client.read(...withIds('de', 4));
      client.connect().read(...withIds('fg', 6));
      expect(client.text).to.equal('defg');
      client.replay.replace('by hand ');
      client.shown = 'by hand ';
      client.connect().read(...withIds('hi', 8));
      expect(client.text).to.equal('by hand hi');
    });

    it('forgets where the ids of a text stand that was replaced', () => {
      const client = new Client(transport).connect().read(...withIds(['Once ', 'upon ', 'a time']));
      client.connect().read(...withIds(['Once ', 'again ']));
      expect(client.text).to.equal('Once again ');
      client.connect().read(...withIds(['it was'], 3));
      expect(client.text).to.equal('Once again it was');
    });

    it('skips a text told again when the id may not be sent', () => {
      const client = new Client(transport).connect().read(...withIds('hello'));
      client.connectWithoutId().read(...withIds('hello you'));
      expect(client.text).to.equal('hello you');
    });
  });
}

describe('a stream with ids', () => {
  it('resumes behind an id that came without a message', () => {
    const client = new Client().connect().read('ab', { id: '1' }, 'cd', { id: '2' });
    client.connect().read('ef', { id: '3' });
    expect(client.text).to.equal('abcdef');
    client.connect().read('gh');
    client.connect().read('gh', 'ij');
    expect(client.text).to.equal('abcdefghij');
  });

  it('skips everything when a server with ids alone ignores them and starts again', () => {
    const events = [{ id: '1' }, { text: 'ab' }, { id: '2' }, { text: 'cd' }, { id: '3' }];
    const client = new Client().connect().read(...events);
    client.connect().read(...events, 'ef');
    expect(client.text).to.equal('abcdef');
  });

  it('skips a message whose id the browser knew from an event that was not heard', () => {
    // The EventSource saw `id: 2` of an event that nobody listens to, and repeats it.
    const client = new Client('eventsource').connect();
    client.read({ id: '1', text: 'a' }, { id: '2' }, 'b');
    client.connect().read('b', 'c');
    expect(client.text).to.equal('abc');
  });

  it('takes the id that EventSource repeats from an event without text as that of the event', () => {
    const replay = new ReceivedText();
    const read = (id: string, text: string) => {
      replay.message(id, undefined);
      replay.push(text);
    };
    read('1', 'a');
    read('1', 'z');
    replay.idOnly('2');
    read('2', 'b');
    replay.reconnect('2', 'auto');
    read('2', 'b');
    read('2', 'c');
    expect(replay.text).to.equal('azbc');
  });

  it('takes an id of its own that came twice as no place to go on from', () => {
    const client = new Client().connect();
    client.read({ id: 'a', text: 'one ' }, { id: 'b', text: 'two ' }, { id: 'a', text: 'three ' });
    client.connect().read({ id: 'b', text: 'four ' });
    expect(client.text).to.equal('one two three four ');
  });

  it('places an id of a feed where its text stands, so that a later overlap is found', () => {
    const client = new Client().connect().read({ id: '1', text: 'abcdef' }, 'ghi');
    // Neither resumed nor told again: it goes on.
    client.connect().read({ id: '2', text: 'gxy' }, { id: '3', text: 'z' });
    expect(client.text).to.equal('abcdefghigxyz');
    client.connect().read({ id: '2', text: 'gxy' }, { id: '3', text: 'z' }, { id: '4', text: '!' });
    expect(client.text).to.equal('abcdefghigxyz!');
  });

  it('keeps a message without id that says the same as the last one with an id', () => {
    for (const transport of TRANSPORTS) {
      const client = new Client(transport).connect();
      client.read({ id: '1', text: 'a' }, 'b', { id: '2', text: 'c' });
      client.connect().read('c', 'd');
      expect(client.text, transport).to.equal('abccd');
    }
  });

  it('knows the message that is told again from the next one that says the same', () => {
    for (const transport of TRANSPORTS) {
      const client = new Client(transport).connect().read(...withIds('bb'));
      client.connect().read(...withIds('b'));
      client.connect().read(...withIds('bbc'));
      expect(client.text, transport).to.equal('bbc');
    }
  });

  it('places ids rightly that came while it was open whether this is a replay', () => {
    const client = new Client().connect().read('abcdef');
    client.connect().read({ id: '5', text: 'a' }, { id: '6', text: 'x' });
    expect(client.text).to.equal('abcdefax');
    client.connect().read({ id: '5', text: 'a' }, { id: '6', text: 'x' }, { id: '7', text: 'y' });
    expect(client.text).to.equal('abcdefaxy');
  });

  it('places ids rightly that came while two places were possible', () => {
    const head = ['ab', { id: '1', text: 'X' }, { id: '2', text: 'Y' }, 'ab', 'c'];
    const client = new Client().connect().read(...head);
    client.connect().read(...head, { id: '3', text: 'd' });
    expect(client.text).to.equal('abXYabcd');
    client.connect().read(...head.slice(1), { id: '3', text: 'd' }, 'e');
    expect(client.text).to.equal('abXYabcde');
  });

  it('is not misled by an id that is taken back', () => {
    const client = new Client().connect().read({ id: '1', text: 'a' }, { id: '', text: 'b' });
    client.connect().read({ id: '1', text: 'a' }, { id: '', text: 'b' }, 'c');
    expect(client.text).to.equal('abc');
  });
});

describe('a stream without ids', () => {
  it('skips what is told again and goes on', () => {
    const client = new Client().connect().read('Hello ', 'wor');
    client.connect();
    expect(client.replay.replaying).to.be.true;
    expect(client.replay.caughtUp).to.be.false;
    client.read('Hello ');
    expect(client.replay.caughtUp).to.be.false;
    client.read('wor');
    expect(client.replay.caughtUp).to.be.true;
    expect(client.replay.replaying).to.be.false;
    client.read('ld');
    expect(client.text).to.equal('Hello world');
  });

  it('compares characters, not messages', () => {
    const client = new Client().connect().read('Hello ', 'world, ', 'how');
    client.connect().read('He', 'llo world, h', 'ow are you');
    expect(client.text).to.equal('Hello world, how are you');
  });

  it('reports no change for what is there already', () => {
    const { replay } = new Client().connect().read('Hello');
    replay.reconnect('', 'auto');
    expect(replay.push('Hel')).to.be.undefined;
    expect(replay.push('')).to.be.undefined;
    expect(replay.push('lo you')).to.deep.equal({ keep: 5, append: ' you' });
    expect(replay.push('')).to.be.undefined;
  });

  it('replaces from the first difference once eight graphemes agree', () => {
    const client = new Client().connect().read('The lazy dog sleeps.');
    client.connect().read('The lazy ', 'cat purrs.');
    expect(client.text).to.equal('The lazy cat purrs.');
  });

  it('takes seven graphemes that agree as chance, and appends', () => {
    const client = new Client().connect().read('The laz', 'y dog');
    client.connect().read('The', ' la', 'z', 'iest cat');
    expect(client.text).to.equal('The lazy dogThe laziest cat');
  });

  it('takes eight as proof', () => {
    const client = new Client().connect().read('The laz', 'y dog');
    client.connect().read('The', ' la', 'zy', '!');
    expect(client.text).to.equal('The lazy!');
  });

  it('counts graphemes, not UTF-16 units, as proof', () => {
    const family = '👨‍👩‍👧‍👦';
    const client = new Client().connect().read(`${family}${family} one`);
    client.connect().read(`${family}${family} two`);
    expect(client.text).to.equal(`${family}${family} one${family}${family} two`);
  });

  it('goes on when the whole text agrees, however short it is', () => {
    const client = new Client().connect().read('Hi');
    client.connect().read('H', 'i there');
    expect(client.text).to.equal('Hi there');
  });

  it('appends all that a feed goes on with, what seemed to agree included', () => {
    const client = new Client().connect().read('one two ');
    client.connect().read('on', 'ward');
    expect(client.text).to.equal('one two onward');
  });

  it('reports what seemed to agree together with the rest', () => {
    const { replay } = new Client().connect().read('one two ');
    replay.reconnect('', 'auto');
    expect(replay.push('on')).to.be.undefined;
    expect(replay.push('ward')).to.deep.equal({ keep: 8, append: 'onward' });
  });

  it('takes a shorter text as the whole text with reconnect="replace"', () => {
    const client = new Client().connect().read('Hello ', 'wor').connect('replace').read('Hello ');
    client.apply(client.replay.end());
    expect(client.text).to.equal('Hello ');
  });

  it('replaces from the very first difference with reconnect="replace"', () => {
    const client = new Client().connect('replace').read('Hello');
    client.connect('replace').read('Help', '!');
    expect(client.text).to.equal('Help!');
    client.connect('replace').read('Other');
    expect(client.text).to.equal('Other');
  });

  it('compares nothing with reconnect="append"', () => {
    const client = new Client().connect('append').read('Tick. ');
    client.connect('append').read('Tick. ');
    expect(client.text).to.equal('Tick. Tick. ');
    expect(client.replay.caughtUp).to.be.true;
  });

  it('starts comparing from the top again when a replay is cut', () => {
    const client = new Client().connect().read('Hello world');
    for (const part of ['H', 'Hello', 'Hello wor', 'Hello world']) client.connect().read(part);
    expect(client.text).to.equal('Hello world');
    client.connect().read('Hello world', '!');
    expect(client.text).to.equal('Hello world!');
  });

  it('compares nothing while there is nothing', () => {
    const client = new Client().connect();
    client.connect();
    expect(client.replay.replaying).to.be.false;
    client.connect().read('a');
    expect(client.text).to.equal('a');
  });

  it('never cuts a surrogate pair when it replaces', () => {
    const { replay } = new Client().connect().read('eight: 12345678 \u{1f600}');
    replay.reconnect('', 'auto');
    // The two differ only in their second half.
    expect(replay.push('eight: 12345678 \u{1f601}')).to.deep.equal({
      keep: 'eight: 12345678 '.length,
      append: '\u{1f601}',
    });
  });

  it('takes a surrogate pair in two messages', () => {
    const client = new Client().connect().read('eight: 12345678 \ud83d', '\ude00!');
    client.connect().read('eight: 12345678 \ud83d', '\ude00', '!', '?');
    expect(client.text).to.equal('eight: 12345678 \u{1f600}!?');
    client.connect().read('eight: 12345678 \ud83d', '\ude01.');
    expect(client.text).to.equal('eight: 12345678 \u{1f601}.');
  });

  it('forgets everything when it is emptied', () => {
    const client = new Client().connect().read('Hello');
    client.replay.clear();
    client.shown = '';
    expect(client.text).to.equal('');
    expect(client.replay.caughtUp).to.be.true;
    client.connect().read('New');
    expect(client.text).to.equal('New');
  });

  it('compares with a text that was set from outside', () => {
    const client = new Client().connect().read('old');
    client.replay.replace('A new text');
    client.shown = 'A new text';
    client.connect().read('A new text', '!');
    expect(client.text).to.equal('A new text!');
  });

  it('appends to a text that is set from outside in the middle of a replay', () => {
    const client = new Client().connect().read('Hello world');
    client.connect().read('Hello');
    client.replay.replace('set');
    client.shown = 'set';
    client.read(' and on');
    expect(client.text).to.equal('set and on');
  });
});

describe('the end of a stream', () => {
  it('gives back what only began as the old text did', () => {
    const client = new Client().connect().read('one two three');
    client.connect().read('on');
    expect(client.text).to.equal('one two three');
    client.apply(client.replay.end());
    expect(client.text).to.equal('one two threeon');
  });

  it('gives back nothing of a text that was told again', () => {
    const client = new Client().connect().read('one two three');
    client.connect().read('one two ');
    client.apply(client.replay.end());
    expect(client.text).to.equal('one two three');
    client.connect().read('one two three');
    client.apply(client.replay.end());
    expect(client.text).to.equal('one two three');
  });

  it('gives back nothing of a replay that the ids prove', () => {
    const client = new Client().connect().read(...withIds('hello'));
    client.connect().read(...withIds('he'));
    client.apply(client.replay.end());
    expect(client.text).to.equal('hello');
  });

  it('changes nothing where nothing was compared', () => {
    const { replay } = new Client().connect().read('one');
    expect(replay.end()).to.be.undefined;
  });
});

describe('a refrain', () => {
  it('is no replay when it is short and all there was', () => {
    const client = new Client().connect().read('la ', { id: '1', text: 'la ' });
    client.connect().read('la ', 'la ', 'la!');
    expect(client.text).to.equal('la la la la la!');
    const other = new Client().connect().read('la ', { id: '1', text: 'la ' });
    other.connect().read('la la la!');
    expect(other.text).to.equal('la la la la la!');
  });

  it('is a replay when it is all there was and long enough', () => {
    const client = new Client().connect().read('Once upon', { id: '1', text: ' a time' });
    client.connect().read('Once upon', { id: '1', text: ' a time' }, ' there');
    expect(client.text).to.equal('Once upon a time there');
  });

  it('is no replay when ids say that the stream goes on', () => {
    const client = new Client().connect().read('Oh what a day, ', { id: '1', text: 'la la. ' });
    client.connect().read('Oh what a day, ', { id: '2', text: 'oh yes.' });
    expect(client.text).to.equal('Oh what a day, la la. Oh what a day, oh yes.');
    client.connect().read({ id: '2', text: 'oh yes.' }, { id: '3', text: ' End.' });
    expect(client.text).to.equal('Oh what a day, la la. Oh what a day, oh yes. End.');
  });

  it('is no replay when the text goes on differently, however much agreed', () => {
    const client = new Client().connect().read('Oh what a day, ', { id: '1', text: 'la la. ' });
    client.connect().read('Oh what a day, ', 'oh yes.');
    expect(client.text).to.equal('Oh what a day, la la. Oh what a day, oh yes.');
  });

  it('is not lost when the connection is cut between it and the id that follows it', () => {
    const client = new Client().connect().read('la ', { id: '1', text: 'di da. ' });
    client.connect().read('la ', { id: '2' });
    client.connect().read({ id: '3', text: 'dum.' });
    expect(client.text).to.equal('la di da. la dum.');
  });
});

describe('the common prefix of two texts', () => {
  it('is what both begin with', () => {
    expect(commonPrefix('abcd', 'abxy')).to.equal(2);
    expect(commonPrefix('abc', 'abcdef')).to.equal(3);
    expect(commonPrefix('abc', 'abc')).to.equal(3);
    expect(commonPrefix('abc', 'xyz')).to.equal(0);
    expect(commonPrefix('', 'abc')).to.equal(0);
  });

  it('never ends between the halves of a surrogate pair', () => {
    expect(commonPrefix('a\u{1f600}', 'a\u{1f601}')).to.equal(1);
    expect(commonPrefix('\u{1f600}', '\u{1f601}')).to.equal(0);
  });
});

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
