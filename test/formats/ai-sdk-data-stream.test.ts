import { expect } from '@open-wc/testing';
import { cleanUp, mount } from '../support/element.js';
import { answer, create, type Sent } from './support.js';

/** What a route of AI SDK 4 sends: a line has a code of one character and JSON. */
const WHOLE = [
  'f:{"messageId":"msg-1"}',
  'g:"The user greets. "',
  'g:"So do I."',
  '0:"Hello"',
  '0:", \\"world\\"\\n"',
  '2:[{"status":"ready"}]',
  '8:[{"id":1}]',
  'e:{"finishReason":"stop","usage":{"promptTokens":9,"completionTokens":4},"isContinued":false}',
  'd:{"finishReason":"stop","usage":{"promptTokens":9,"completionTokens":4}}',
];
const TEXT = 'Hello, "world"\n';
const TOOL = [
  '0:"Let me look."',
  '9:{"toolCallId":"c1","toolName":"weather","args":{"city":"Bonn"}}',
  'a:{"toolCallId":"c1","result":{"error":"none","degrees":20}}',
  '0:"It is warm."',
  'd:{"finishReason":"length","usage":{"promptTokens":1,"completionTokens":2}}',
];
const FAILED = ['f:{"messageId":"m"}', '0:"Half an"', '3:"The model is overloaded."'];

/** A line as a message: its code is the name. */
const named = (lines: readonly string[]): Sent[] =>
  lines.map((line) => [line.slice(0, 1), line.slice(2)]);

async function typed(
  lines: readonly string[],
  format: string,
  { cut = 1, end = '\n' } = {},
): Promise<string> {
  const body = new TextEncoder().encode(lines.join('\n') + end);
  const element = mount({ format });
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let start = 0; start < body.length; start += cut) {
        controller.enqueue(body.slice(start, start + cut));
      }
      controller.close();
    },
  });
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  await element.read(new Response(stream, { headers })).catch(() => undefined);
  return `${element.text}|${element.error?.kind ?? element.state}`;
}

describe('the data stream of AI SDK 3 and 4', () => {
  afterEach(cleanUp);

  for (const name of ['ai-sdk', 'auto']) {
    it(`is read as what it is in format ${name}`, () => {
      const { usage, ...rest } = answer(create(name), named(WHOLE));
      expect(rest).to.deep.equal({
        text: TEXT,
        reasoning: 'The user greets. So do I.',
        end: 'close',
        finishReason: 'stop',
      });
      expect(usage).to.include({ inputTokens: 9, outputTokens: 4 });
      const { text, finishReason } = answer(create(name), named(TOOL));
      expect({ text, finishReason }).to.deep.equal({
        text: 'Let me look.\n\nIt is warm.',
        finishReason: 'length',
      });
      expect(answer(create(name), named(FAILED)).end).to.equal('server: The model is overloaded.');
    });

    it(`is typed from a body of plain text in format ${name}, wherever it is cut`, async () => {
      for (const cut of [1, 2, 3, 1000])
        expect(await typed(WHOLE, name, { cut })).to.equal(`${TEXT}|done`);
      expect(await typed(WHOLE, name, { end: '' })).to.equal(`${TEXT}|done`);
      expect(await typed(FAILED, name)).to.equal('Half an|server');
    });

    it(`is interrupted where it breaks off in format ${name}`, async () => {
      expect(await typed(WHOLE.slice(0, 4), name)).to.equal('Hello|interrupted');
      expect(await typed([...WHOLE.slice(0, 4), '0:" wor'], name, { end: '' })).to.equal(
        'Hello|interrupted',
      );
    });

    it(`is an error where a line is no JSON in format ${name}`, async () => {
      expect(await typed([...WHOLE.slice(0, 4), '0:" wor', ...WHOLE.slice(5)], name)).to.equal(
        'Hello|format',
      );
    });
  }

  it('is an error in the format of another API', async () => {
    expect(await typed(WHOLE, 'openai')).to.equal('|format');
    expect(await typed(WHOLE.slice(0, 4), 'openai')).to.equal('|format');
  });

  it('is text in format text, which takes nothing for JSON', async () => {
    expect(await typed(['0:"Hi"'], 'text', { end: '' })).to.equal('0:"Hi"|done');
  });

  it('is not what plain text is that only begins like it', async () => {
    for (const text of [
      'a: first',
      '0:0',
      '1: one\n2: two',
      'a',
      'e:"quoted" words\nmore',
      '5:[link](x)',
    ]) {
      for (const name of ['ai-sdk', 'auto', 'openai']) {
        expect(await typed([text], name, { end: '' }), name).to.equal(`${text}|done`);
      }
    }
  });
});
