import { expect } from '@open-wc/testing';
import { css } from 'lit';
import { TypewriterStream } from '../../src/element/index.js';
import { cleanUp, mount, part, path } from '../support/element.js';

describe('the look of the element', () => {
  afterEach(cleanUp);

  it('keeps the styles of a subclass in another document', async () => {
    class Styled extends TypewriterStream {
      static override styles = [
        ...TypewriterStream.styles,
        css`
          [part='text'] {
            margin-top: 7px;
          }
        `,
      ];
    }
    customElements.define('styled-typewriter-stream', Styled);
    const iframe = document.createElement('iframe');
    document.body.append(iframe);
    const element = new Styled();
    document.body.append(element);
    await element.updateComplete;
    iframe.contentDocument?.body.append(element);
    await element.updateComplete;
    expect(getComputedStyle(part(element, 'text')).marginTop).to.equal('7px');
    iframe.remove();
  });

  it('is hidden as HTML has it, also from the eye only', () => {
    const element = mount();
    element.setAttribute('hidden', '');
    expect(getComputedStyle(element).display).to.equal('none');
    element.setAttribute('hidden', 'until-found');
    if ('onbeforematch' in element) expect(getComputedStyle(element).display).to.equal('block');
  });

  it('forgets that the answer was cut off with its text', async () => {
    const element = mount({ src: path('/article', { interval: 0, text: 'text' }) });
    element.parse = ({ data }) => ({ text: data, finishReason: 'length' });
    await element.finished;
    expect(element.matches(':state(truncated)')).to.equal(true);
    element.clear();
    expect(element.matches(':state(truncated)')).to.equal(false);
  });
});
