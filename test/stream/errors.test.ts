import { expect } from '@open-wc/testing';
import { StreamError, reasonOf } from '../../src/stream/errors.js';

describe('a stream error', () => {
  it('says whether another attempt may help, by its kind unless it is told', () => {
    expect(new StreamError('network', 'm').retryable).to.be.true;
    expect(new StreamError('http', 'm').retryable).to.be.false;
    expect(new StreamError('http', 'm', { retryable: true }).retryable).to.be.true;
    expect(new StreamError('timeout', 'm', { retryable: false }).retryable).to.be.false;
  });

  it('carries what is known', () => {
    const cause = new TypeError('because');
    const error = new StreamError('http', 'answered 429', { status: 429, retryAfter: 9, cause });
    const { name, kind, message, status, retryAfter } = error;
    expect({ name, kind, message, status, retryAfter }).to.deep.equal({
      ...{ name: 'StreamError', kind: 'http', message: 'answered 429' },
      ...{ status: 429, retryAfter: 9 },
    });
    expect(error.cause).to.equal(cause);
    expect(error).to.be.an.instanceOf(Error);
    expect('cause' in new StreamError('http', 'm')).to.be.false;
  });

  it('finds the message of anything that is thrown', () => {
    expect(reasonOf(new TypeError('bad'))).to.equal('bad');
    expect(reasonOf('a string')).to.equal('a string');
    expect(reasonOf(undefined)).to.equal('undefined');
  });
});
