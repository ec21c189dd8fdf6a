/* global document */
import 'deep-chat';

/**
 * A chat with one answer. It takes only events that are JSON, so the server sends it the same tokens
 * as `{"text": …}`. Its text is markdown: the tokens have no marks but empty lines, so what it shows
 * differs from what was sent only in white space, which is not compared. The question that it needs
 * is no part of the text.
 */
export const show = (container, url, stream) =>
  new Promise((resolve) => {
    const chat = document.createElement('deep-chat');
    chat.style.cssText = 'width: 100%; height: 700px; border: none';
    chat.connect = { url: `${url}&json`, stream };
    chat.onMessage = ({ message }) => {
      // The answer is announced once, when the stream has closed.
      if (message.role === 'ai') resolve();
    };
    chat.onComponentRender = () => chat.submitUserMessage({ text: 'Go on.' });
    container.append(chat);
  });

export const shownText = (container) =>
  container.querySelector('deep-chat')?.shadowRoot?.querySelector('.ai-message-text')
    ?.textContent ?? '';
