import { expect } from '@open-wc/testing';
import { text } from '../../src/formats/text.js';

describe('the text format', () => {
  it('takes the data as the text, whatever it looks like', () => {
    for (const data of ['hi', '', '{"a":1}', ' spaces ', 'two\nlines']) {
      expect(text().parse({ event: 'message', data, id: '' })?.text).to.equal(data);
    }
  });

  it('has no terminator of its own, so that a close is no failure', () => {
    expect(text().terminated).to.be.false;
    expect(text().sentinel).to.deep.equal(['end', '[DONE]']);
    expect(text().events).to.deep.equal(['message']);
  });
});
