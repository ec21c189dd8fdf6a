import { expect } from '@open-wc/testing';
import { ReceivedText } from '../../src/text/received-text.js';
import { Client, TRANSPORTS, withIds } from './client.js';

for (const transport of TRANSPORTS) {
  describe(`a stream with ids over ${transport}`, () => {
    it('goes on exactly where it was', () => {
      const client = new Client(transport).connect().read(...withIds('abc'));
      client.connect().read(...withIds('def', 4));
      expect(client.text).to.equal('abcdef');
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

    it('skips a message whose id was the last one with reconnect="append" too', () => {
      const client = new Client(transport).connect().read(...withIds(['one ', 'two ', 'three ']));
      client.connect('append').read(...withIds(['two ', 'three ', 'four'], 2));
      expect(client.text).to.equal('one two three four');
      if (transport === 'eventsource') return;
      client.connect('append').read(...withIds(['four', '.'], 4));
      expect(client.text).to.equal('one two three four.');
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

    it('loses nothing when a message says something else under the last id', () => {
      const client = new Client(transport).connect().read({ id: '1', text: 'k' });
      client.connect().read({ id: '1', text: 'T' }, { id: '2', text: 'n' });
      client.connect().read({ id: '2', text: 'i' }, { id: '2', text: 'x' });
      expect(client.text).to.equal('kTnix');
    });

    it('believes its ids after an overlap that begins with a message without text', () => {
      const events = [...withIds('aaa'), { id: '4', text: '' }, { id: '5', text: 'a' }];
      const client = new Client(transport).connect().read(...events);
      client.connect().read(...events.slice(3));
      client.connect().read(...events.slice(3), { id: '6', text: 'b' });
      expect(client.text).to.equal('aaaab');
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
  it('resumes behind the first group of one id, though it seemed to stand on everything', () => {
    const client = new Client().connect();
    client.read({ id: '1', text: 'a' }, { id: '1', text: 'a' });
    client.connect().read({ id: '2', text: 'a' });
    client.connect().read({ id: '3', text: 'b' });
    expect(client.text).to.equal('aaab');
  });

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

describe('a connection of which the ids say', () => {
  const first = () => new Client().connect().read(...withIds('abcde'));
  const startsOver = (client: Client) => client.replay.startsOver;

  it('that it resumes, does not start over', () => {
    const client = first();
    expect(startsOver(client)).to.be.false;
    client.connect();
    expect(startsOver(client)).to.be.false;
    client.read({ id: '6', text: 'f' });
    expect(startsOver(client)).to.be.false;
  });

  it('that it overlaps, does not start over', () => {
    const client = first().connect().read({ id: '3', text: 'c' });
    expect(startsOver(client)).to.be.false;
  });

  it('that it starts over, is known at its first message, before its text', () => {
    const client = first().connect();
    client.replay.message('1', true);
    expect(startsOver(client)).to.be.true;
    const alone = first().connect();
    alone.replay.idOnly('1');
    expect(startsOver(alone)).to.be.true;
  });

  it('that it starts over, is known of a stream that has brought no text so far', () => {
    const silent = () => {
      const client = new Client().connect();
      return client.read({ id: '1', text: '' }, { id: '2', text: '' }).connect();
    };
    const resumed = silent();
    expect(startsOver(resumed)).to.be.false;
    expect(startsOver(resumed.read({ id: '3', text: 'a' }))).to.be.false;
    expect(startsOver(silent().read({ id: '1', text: '' }))).to.be.true;
  });

  it('that it starts over, is known after one single message', () => {
    const client = new Client().connect().read({ id: '1', text: 'one ' });
    client.connect().replay.message('1', true);
    expect(startsOver(client)).to.be.true;
  });

  it('that they cannot be resumed by, starts over', () => {
    const client = new Client().connect().read({ id: 'x', text: 'a' }, { id: 'x', text: 'b' });
    expect(startsOver(client.connect())).to.be.true;
  });

  it('nothing, starts over when no id is sent, unless it is told to append', () => {
    expect(startsOver(first().connectWithoutId())).to.be.true;
    expect(startsOver(first().connectWithoutId('append'))).to.be.false;
    expect(startsOver(new Client().connect().read('a').connect())).to.be.true;
  });

  it('where it stands although no id was sent, is believed', () => {
    // An id that is too long to be sent; a text of which a part says the same as the top.
    const client = new Client().connect().read(...withIds('ababab'));
    client.connectWithoutId().read(...withIds('abX', 5));
    expect(client.text).to.equal('abababX');
  });
});

describe('the last event id', () => {
  it('is that of the latest message, its own or the one before it', () => {
    const { replay } = new Client().connect().read({ id: '1', text: 'a' }, 'b');
    expect(replay.lastEventId).to.equal('1');
    replay.idOnly('2');
    expect(replay.lastEventId).to.equal('2');
    replay.reconnect('2', 'auto');
    expect(replay.lastEventId).to.equal('2');
    replay.message('', true);
    expect(replay.lastEventId).to.equal('');
  });
});
