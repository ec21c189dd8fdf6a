import { expect } from '@open-wc/testing';
import { commonPrefix } from '../../src/text/overlap.js';
import { Client } from './client.js';

describe('a stream without ids', () => {
  it('skips what is told again and goes on', () => {
    const client = new Client().connect().read('Hello ', 'wor');
    client.connect();
    expect(client.replay.caughtUp).to.be.false;
    client.read('Hello ');
    expect(client.replay.caughtUp).to.be.false;
    client.read('wor');
    expect(client.replay.caughtUp).to.be.true;
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

  it('replaces from the first difference once a whole message of eight graphemes agrees', () => {
    const client = new Client().connect().read('The lazy ', 'dog sleeps.');
    client.connect().read('The lazy ', 'cat purrs.');
    expect(client.text).to.equal('The lazy cat purrs.');
  });

  it('takes seven graphemes that agree as chance, and appends', () => {
    const client = new Client().connect().read('The laz', 'y dog');
    client.connect().read('The', ' la', 'z', 'iest cat');
    expect(client.text).to.equal('The lazy dogThe laziest cat');
  });

  it('takes eight as proof', () => {
    const client = new Client().connect().read('The lazy', ' dog');
    client.connect().read('The', ' la', 'zy', '!');
    expect(client.text).to.equal('The lazy!');
  });

  it('counts graphemes, not UTF-16 units, as proof', () => {
    const family = '👨‍👩‍👧‍👦';
    const client = new Client().connect().read(`${family}${family}`, ' one');
    client.connect().read(`${family}${family}`, ' two');
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
    expect(client.replay.caughtUp).to.be.true;
    client.connect().read('a');
    expect(client.text).to.equal('a');
  });

  it('never cuts a surrogate pair when it replaces', () => {
    const { replay } = new Client().connect().read('eight: 12345678 ', '\u{1f600}');
    replay.reconnect('', 'auto');
    expect(replay.push('eight: 12345678 ')).to.be.undefined;
    // The two differ only in their second half.
    expect(replay.push('\u{1f601}')).to.deep.equal({
      keep: 'eight: 12345678 '.length,
      append: '\u{1f601}',
    });
  });

  it('never cuts a surrogate pair whose halves came in two messages', () => {
    const { replay } = new Client().connect().read('eight: 12345678 ', '\ud83d', '\ude00');
    replay.reconnect('', 'auto');
    replay.push('eight: 12345678 ');
    expect(replay.push('\ud83d')).to.be.undefined;
    expect(replay.push('\ude01.')).to.deep.equal({ keep: 16, append: '\u{1f601}.' });
  });

  it('takes a surrogate pair in two messages', () => {
    const client = new Client().connect().read('eight: 12345678 \ud83d', '\ude00!');
    client.connect().read('eight: 12345678 \ud83d', '\ude00', '!', '?');
    expect(client.text).to.equal('eight: 12345678 \u{1f600}!?');
    client.connect().read('eight: 12345678 \ud83d', '\ude01.');
    expect(client.text).to.equal('eight: 12345678 \u{1f601}.');
  });
});

describe('a feed without ids that goes on', () => {
  /** What a feed said before the cut, what it says after it: all of it is kept. */
  const feeds: [string, readonly string[], readonly string[]][] = [
    ['a log', ['[info] job 1\n', '[info] job 2\n'], ['[info] job 3\n']],
    ['a log without line ends', ['[info] job 1', '[info] job 2'], ['[info] job 3']],
    ['a log of one line', ['[info] job 1\n'], ['[info] job 2\n']],
    ['a line that begins with a whole line', ['[info] job 1', '[info] job 2'], ['[info] job 10']],
    [
      'times',
      ['2024-04-07 20:20:01 ok\n', '2024-04-07 20:20:02 ok\n'],
      ['2024-04-07 20:20:03 ok\n'],
    ],
    [
      'objects',
      ['{"level":"info","job":1}\n', '{"level":"info","job":2}\n'],
      ['{"level":"info","job":3}\n'],
    ],
    [
      'a log in words',
      ['[info] ', 'job ', '1\n', '[info] ', 'job ', '2\n'],
      ['[info] ', 'job ', '3\n'],
    ],
    [
      'a log in words, one line',
      ['[information] ', 'job ', '1\n'],
      ['[information] ', 'job ', '2\n'],
    ],
    [
      'a log in characters',
      Array.from('[info] job 1\n[info] job 2\n'),
      Array.from('[info] job 3\n'),
    ],
    ['a log in characters, one line', Array.from('[info] job 1\n'), Array.from('[info] job 2\n')],
    [
      'characters without lines',
      Array.from('job number 1; job number 2; '),
      Array.from('job number 3; '),
    ],
    [
      'messages of two lines',
      ['[information]\njob 1\n', '[information]\njob 2\n'],
      ['[information]\njob 3\n'],
    ],
    [
      'a line that often comes',
      ['all is well\n', 'all is well\n', 'all is well\n'],
      ['all is well\n', 'all is lost\n'],
    ],
    ['lines that begin with a line end', ['[info] job 1', '\n[info] job 2'], ['\n[info] job 3']],
  ];

  for (const [name, before, after] of feeds) {
    it(`loses nothing and takes nothing back: ${name}`, () => {
      const client = new Client().connect().read(...before);
      client.connect().read(...after);
      client.apply(client.replay.end());
      expect(client.text).to.equal([...before, ...after].join(''));
    });
  }

  it('loses nothing when it is cut where it seemed to tell the text again', () => {
    const client = new Client().connect().read('[info] job 1\n', '[info] job 2\n');
    client.connect().read('[info] ');
    client.connect().read('job 3\n');
    expect(client.text).to.equal('[info] job 1\n[info] job 2\n[info] job 3\n');
  });

  it('loses nothing when it is cut again and again', () => {
    const lines = ['[info] job 1\n', '[info] job 2\n', '[info] job 3\n', '[info] job 4\n'];
    const client = new Client();
    for (const line of lines) client.connect().read(line);
    expect(client.text).to.equal(lines.join(''));
  });
});

describe('a text told again without ids', () => {
  const text = 'Once upon a time\nthere was a king.\nHe had a daughter.\n';
  const cuts: [string, readonly string[]][] = [
    ['the same messages', text.split(/(?<=\n)/)],
    ['a character an event', Array.from(text)],
    ['words', text.split(/(?<= )/)],
    ['one message', [text]],
    ['pieces of seven', text.match(/[^]{1,7}/g) ?? []],
    ['pieces of ten', text.match(/[^]{1,10}/g) ?? []],
  ];

  for (const [first, before] of cuts) {
    for (const [second, after] of cuts) {
      it(`is skipped to its end: ${first}, then ${second}`, () => {
        const client = new Client().connect().read(...before);
        client.connect().read(...after);
        expect(client.text).to.equal(text);
        expect(client.toldTheSame).to.be.true;
        client.read('The end.');
        expect(client.text).to.equal(`${text}The end.`);
        expect(client.toldTheSame).to.be.false;
      });
    }
  }

  it('has its ending replaced when a whole line agrees, then another story is told', () => {
    for (const [name, before] of cuts.slice(0, 2)) {
      const other = ['Once upon a time\n', 'there was a queen.\n'];
      const again = new Client().connect().read(...before);
      again
        .connect()
        .read(...(name === 'a character an event' ? Array.from(other.join('')) : other));
      expect(again.text, name).to.equal(other.join(''));
    }
  });

  it('is kept beside the new one when no whole line agrees', () => {
    const client = new Client().connect().read(text);
    client.connect().read('Once upon a time\n', 'there was a queen.\n');
    expect(client.text).to.equal(`${text}Once upon a time\nthere was a queen.\n`);
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
