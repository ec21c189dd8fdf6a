import { expect } from '@open-wc/testing';
import { authorFormat } from '../../src/formats/author-format.js';
import type { Delta } from '../../src/formats/format.js';
import { formatNamed, registerFormat } from '../../src/formats/registry.js';
import { create, deltaOf, interpret, toMessage } from './support.js';

const given = (value: unknown): Delta | null =>
  deltaOf(
    interpret(authorFormat({ terminated: false, parse: () => value as null })),
    toMessage('x'),
  );

describe('a delta that a `parse` gives', () => {
  it('has no text and no reasoning where these are null', () => {
    expect(given({ text: 'a', reasoning: null })?.reasoning).to.equal(undefined);
    expect(given({ text: null, replace: true })?.text).to.equal(undefined);
  });

  it('has its own fields, and not those that a script of the page gave to all objects', () => {
    const everyObject = Object.prototype as Record<string, unknown>;
    everyObject['error'] = 'of no message';
    everyObject['text'] = 'of no message';
    try {
      for (const [delta, text] of [
        [given('a'), 'a'],
        [given({}), undefined],
        [deltaOf(interpret(create('text')), toMessage('a')), 'a'],
        [deltaOf(interpret(create('openai')), toMessage({ choices: [] })), undefined],
      ] as const) {
        expect(delta?.error).to.equal(undefined);
        expect(delta?.text).to.equal(text);
      }
      const noText = deltaOf(interpret(create('auto')), toMessage({ error: { message: 'Boom' } }));
      expect(noText?.text).to.equal(undefined);
      const failed = { choices: [{ delta: {}, error: { message: 'Provider returned error' } }] };
      const failure = deltaOf(interpret(create('openai')), toMessage(failed));
      expect(failure?.error?.kind).to.equal('server');
    } finally {
      delete everyObject['error'];
      delete everyObject['text'];
    }
  });
});

describe('what a `parse` gives that is no delta', () => {
  class Message {
    readonly words = 'a';
  }

  for (const [what, value] of [
    ['an array', ['a']],
    ['a String', Object('a')],
    ['a generator', (function* () {})()],
    ['an Error', new Error('a')],
    ['an object of a class', new Message()],
  ] as const) {
    it(`is an error where it is ${what}, since its text would be lost`, () => {
      expect(given(value)?.error?.kind).to.equal('format');
    });
  }

  it('is not understood where it is an object with other fields', () => {
    expect(given({ message: 'a' })).to.equal(null);
    expect(given({})).to.deep.equal({ text: undefined, error: undefined, reasoning: undefined });
    expect(given(Object.create(null))?.error).to.equal(undefined);
  });
});

describe('a registered format', () => {
  it('is checked, and may be an instance of a class that remembers what it read', () => {
    class Counting {
      readonly sentinel = ['over'];
      #count = 0;
      get terminated() {
        return this.#count > 0;
      }
      parse() {
        // An author without types gives a number.
        return ++this.#count as unknown as Delta;
      }
    }
    registerFormat('counting', () => new Counting());
    const format = formatNamed('counting')!();
    expect(format.sentinel).to.deep.equal(['over']);
    expect(format.terminated).to.be.false;
    const interpreter = interpret(format);
    expect(deltaOf(interpreter, toMessage('x'))?.text).to.equal('1');
    expect(deltaOf(interpreter, toMessage('x'))?.text).to.equal('2');
    expect(interpreter.mayClose).to.be.false;
  });
});
