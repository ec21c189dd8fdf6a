import { expect } from '@open-wc/testing';
import { cleanUp, expectTyped, mount, next } from '../support/element.js';

const event = (data: string): string =>
  `${data
    .split('\n')
    .map((line) => `data: ${line}`)
    .join('\n')}\n\n`;

/** Reads messages in format text, and says how they ended. */
async function typed(text: string, ...events: string[]): Promise<string> {
  const element = mount();
  const ended = next(element, 'stream-end');
  const headers = { 'content-type': 'text/event-stream' };
  await element.read(new Response(events.join(''), { headers }));
  expectTyped(element, text);
  return (await ended).reason;
}

describe('the word "end", which nobody chose as the end', () => {
  afterEach(cleanUp);

  it('is text where the same word follows, as in lines of Ruby', async () => {
    const lines = ['if a\n', '  if b\n', '  end\n', 'end\n', 'puts a\n'];
    await typed(lines.join(''), ...lines.map(event), event('[DONE]'));
    await typed('endend is no word', ...['end', 'end', ' is no word', '[DONE]'].map(event));
  });

  it('is text where [DONE] follows, since a server has one word for the end', async () => {
    const ends = await typed('This is the end', ...['This is the ', 'end', '[DONE]'].map(event));
    expect(ends).to.equal('sentinel');
  });

  it('is the end where nothing follows, or the event that a proxy adds', async () => {
    for (const rest of ['', 'event: end\ndata: done\n\n', 'event: done\n\n', ': ping\n\n']) {
      expect(await typed('This is it', event('This is it'), event('end'), rest)).to.equal(
        'sentinel',
      );
    }
  });
});
