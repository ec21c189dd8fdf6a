import { expect } from '@open-wc/testing';
import { ReceivedText } from '../../src/text/received-text.js';
import { Client, withIds } from './client.js';

describe('the end of a stream', () => {
  it('gives back what only began as the old text did', () => {
    const client = new Client().connect().read('one two three');
    client.connect().read('on');
    expect(client.text).to.equal('one two three');
    client.apply(client.replay.end());
    expect(client.text).to.equal('one two threeon');
  });

  it('gives back nothing of a text that was told again', () => {
    const client = new Client().connect().read('one two ', 'three');
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

describe('a text that the author changes', () => {
  it('begins anew with text that was never there, when it was emptied', () => {
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

  /** Writes by hand as the run does. */
  const write = (client: Client, text: string) => client.apply(client.replay.write(text));
  const clear = (client: Client) => {
    client.replay.clear();
    client.shown = '';
  };

  it('keeps what is written by hand in the middle of a replay, and does not compare it', () => {
    const client = new Client().connect().read('Hello ', 'world');
    client.connect().read('Hello ');
    write(client, '!');
    expect(client.text).to.equal('Hello world!');
    expect(client.replay.caughtUp).to.be.false;
    client.read('world');
    expect(client.replay.caughtUp).to.be.true;
    client.read(' Bye.');
    expect(client.text).to.equal('Hello world! Bye.');
  });

  it('skips a text told again although pieces were written between', () => {
    const client = new Client().connect().read('one ');
    write(client, '[1]');
    client.read('two ');
    write(client, '[2]');
    write(client, '[3]');
    client.connect().read('one ', 'two ', 'three');
    expect(client.text).to.equal('one [1]two [2][3]three');
    client.connect().read('one two three', '.');
    expect(client.text).to.equal('one [1]two [2][3]three.');
  });

  it('keeps what was written by hand when another ending replaces the old one', () => {
    const client = new Client().connect().read('Once upon a time ', 'there was ');
    write(client, '(really?) ');
    client.read('a king');
    write(client, '!');
    client.connect().read('Once upon a time ', 'in China');
    expect(client.text).to.equal('Once upon a time (really?) !in China');
    client.connect().read('Once upon a time in China.');
    expect(client.text).to.equal('Once upon a time (really?) !in China.');
  });

  it('resumes behind what was written by hand', () => {
    const client = new Client().connect().read(...withIds('ab'));
    write(client, '-');
    client.connect().read(...withIds('bcd', 2));
    expect(client.text).to.equal('ab-cd');
  });

  it('shows nothing again of what was there before it was emptied', () => {
    const client = new Client().connect().read('old ', 'text');
    clear(client);
    client.read(' new');
    client.connect().read('old text new', ' and on');
    expect(client.text).to.equal(' new and on');
    clear(client);
    client.connect().read('old text new and on');
    expect(client.text).to.equal('');
    expect(client.toldTheSame).to.be.true;
    write(client, 'by hand');
    client.read('.');
    expect(client.text).to.equal('by hand.');
  });

  it('goes on with a replay in which it was emptied', () => {
    const client = new Client().connect().read('Hello ', 'world');
    client.connect().read('Hello ');
    clear(client);
    client.read('world', '!');
    expect(client.text).to.equal('!');
  });

  it('shows another ending from the first difference on, also before what was emptied', () => {
    const client = new Client().connect().read('Once upon a time ', 'a king');
    clear(client);
    client.connect().read('Once upon a time ', 'a queen');
    expect(client.text).to.equal('queen');
  });

  it('reports what changes when the whole text is set', () => {
    const { replay } = new Client().connect().read('Hello world');
    expect(replay.replace('Help \u{1f600}')).to.deep.equal({ keep: 3, append: 'p \u{1f600}' });
    expect(replay.replace('Help \u{1f600}')).to.be.undefined;
    expect(replay.replace('Help \u{1f601}')).to.deep.equal({ keep: 5, append: '\u{1f601}' });
    expect(replay.replace('')).to.deep.equal({ keep: 0, append: '' });
  });

  it('keeps the last id when it is emptied or set', () => {
    const client = new Client().connect().read(...withIds('abc'));
    clear(client);
    expect(client.replay.lastEventId).to.equal('3');
    client.replay.replace('x');
    expect(client.replay.lastEventId).to.equal('3');
  });
});

describe('a connection that told the same', () => {
  const tellsTheSame = (client: Client) => client.toldTheSame;

  it('told everything once more, and nothing new', () => {
    const client = new Client().connect().read('one ', 'two');
    expect(tellsTheSame(client)).to.be.false;
    client.connect();
    expect(tellsTheSame(client)).to.be.false;
    client.read('one ');
    expect(tellsTheSame(client)).to.be.false;
    client.read('two');
    expect(tellsTheSame(client)).to.be.true;
    client.read('!');
    expect(tellsTheSame(client)).to.be.false;
  });

  it('brought text: two connections without text tell nothing', () => {
    const client = new Client().connect().connect().read('', '');
    expect(tellsTheSame(client)).to.be.false;
    client.read('late');
    expect(tellsTheSame(client)).to.be.false;
    client.connect();
    expect(tellsTheSame(client)).to.be.false;
  });

  it('ignored Last-Event-ID and started over', () => {
    const events = withIds(['one ', 'two ', 'three']);
    const client = new Client().connect().read(...events);
    client.connect().read(events[0]!);
    expect(client.replay.startsOver).to.be.true;
    expect(tellsTheSame(client)).to.be.false;
    client.read(...events.slice(1));
    expect(client.text).to.equal('one two three');
    expect(tellsTheSame(client)).to.be.true;
  });

  it('set the whole text to what it was', () => {
    const client = new Client().connect();
    client.replace('Hel');
    client.replace('Hello');
    client.connect();
    client.replace('Hel');
    expect(tellsTheSame(client)).to.be.false;
    client.replace('Hello');
    expect(tellsTheSame(client)).to.be.true;
  });

  it('did not resume and go on', () => {
    const client = new Client().connect().read(...withIds('abc'));
    client.connect();
    expect(tellsTheSame(client)).to.be.false;
    client.read({ id: '4', text: 'd' });
    expect(tellsTheSame(client)).to.be.false;
  });
});

describe('messages that come together', () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `line ${index}\n`);

  /** In batches of `size`, and one by one. */
  const both = (connections: readonly (readonly string[])[], size: number) => {
    const [together, alone] = [new Client(), new Client()];
    for (const texts of connections) {
      together.connect();
      alone.connect();
      for (let from = 0; from < texts.length; from += size) {
        together.readAll(texts.slice(from, from + size));
      }
      alone.read(...texts);
      expect(together.toldTheSame).to.equal(alone.toldTheSame);
      expect(together.text === alone.text).to.be.true;
    }
    return together.text;
  };

  it('are one change', () => {
    const replay = new ReceivedText();
    expect(replay.pushAll(['a', '', 'b', 'c'])).to.deep.equal({ keep: 0, append: 'abc' });
    expect(replay.pushAll(['', ''])).to.be.undefined;
    expect(replay.pushAll([])).to.be.undefined;
    replay.reconnect('', 'auto');
    expect(replay.pushAll(['ab', 'cd', 'e'])).to.deep.equal({ keep: 3, append: 'de' });
  });

  it('mean the same as one by one, however many', () => {
    for (const size of [1, 7, 1000, 5000]) {
      expect(both([lines, lines.slice(0, 1500), [...lines, 'end']], size)).to.equal(
        `${lines.join('')}end`,
      );
    }
  });

  it('go on as a feed does, or with another ending, as one by one', () => {
    const feed = ['line 0 again\n', 'and more\n'];
    expect(both([lines, feed], 100)).to.equal([...lines, ...feed].join(''));
    const other = [...lines.slice(0, 900), 'another ending\n', 'indeed\n'];
    expect(both([lines, other], 100)).to.equal(other.join(''));
  });

  it('take back an id that came before', () => {
    const client = new Client().connect().read({ id: '1', text: 'a' });
    client.apply(client.replay.pushAll(['b', 'c']));
    expect(client.replay.lastEventId).to.equal('');
    expect(client.text).to.equal('abc');
  });
});
