import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { formats } from '../../src/formats/registry.js';
import type { StreamMessage } from '../../src/stream/message.js';
import { DIALECTS } from './dialects.js';
import { create, deltaOf, interpret, toMessage } from './support.js';

// fast-check prints the seed of a failure, which `fc.assert(…, { seed })` plays again.
const RUNS = 300;

const KEYS = [
  ...['choices', 'delta', 'content', 'text', 'type', 'event', 'error', 'message', 'candidates'],
  ...['parts', 'finish_reason', 'usage', 'response', 'output', 'data', 'index', '__proto__'],
];
/** JSON that looks like an API's now and then. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(null, true, 0, 1.5, '', 'a', '\n', '{"a":1}', 'error', '__proto__'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 5 }),
  ),
})).value;
const known = fc.constantFrom(
  ...Object.values(DIALECTS).flatMap(({ says, tool, end, silent }) =>
    [says('a'), ...tool, ...end, ...silent].map(toMessage),
  ),
);
const message: fc.Arbitrary<StreamMessage> = fc.oneof(
  known,
  fc.record({
    event: fc.constantFrom('message', 'data', 'error', 'ping', 'metadata'),
    data: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      json.map((value) => JSON.stringify(value)),
      known.map(({ data }) => data.slice(0, data.length / 2)),
    ),
    id: fc.constant(''),
  }),
);

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';

describe('whatever a server sends', () => {
  for (const name of formats().keys()) {
    it(`format="${name}" gives a delta or null, and never throws`, () => {
      fc.assert(
        fc.property(fc.array(message, { maxLength: 8 }), (messages) => {
          const format = create(name, { path: 'a.b text', when: '' });
          const interpreter = interpret(create(name));
          for (const sent of messages) {
            for (const delta of [format.parse(sent), deltaOf(interpreter, sent)]) {
              if (delta === null) continue;
              expect(isText(delta.text)).to.be.true;
              expect(isText(delta.reasoning)).to.be.true;
              if (delta.error) expect(delta.error.message).not.to.equal('');
            }
            interpreter.kindOf(sent);
          }
          interpreter.unknownMessagesError();
        }),
        { numRuns: RUNS },
      );
    });
  }
});
