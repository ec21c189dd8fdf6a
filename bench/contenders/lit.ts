import { LitElement, html } from 'lit';
import { listen, type Contender } from '../contender.js';

class StreamedText extends LitElement {
  static override properties = { text: {} };
  declare text: string;

  override render() {
    return html`<p>${this.text}</p>`;
  }
}
customElements.define('streamed-text', StreamedText);

export const start: Contender['start'] = (container, url) =>
  new Promise((resolve) => {
    const element = new StreamedText();
    element.text = '';
    container.append(element);
    listen(
      url,
      (token) => {
        element.text += token;
      },
      () => void element.updateComplete.then(() => resolve()),
    );
  });

export const text: Contender['text'] = (container) =>
  container.querySelector('streamed-text')?.shadowRoot?.querySelector('p')?.textContent ?? '';
