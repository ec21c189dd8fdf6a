/* global document */
import Typed from 'typed.js';
import { listen } from '../contender.js';

/**
 * It takes no stream: the text is collected first, and typed as fast as it can (0 ms a character).
 * @type {import('../contender.js').Contender['start']}
 */
export const start = (container, url) =>
  new Promise((resolve) => {
    let text = '';
    const onEnd = () => {
      const target = document.createElement('span');
      container.append(target);
      new Typed(target, {
        strings: [text],
        typeSpeed: 0,
        startDelay: 0,
        contentType: null,
        showCursor: false,
        onComplete: () => resolve(),
      });
    };
    listen(
      url,
      (token) => {
        text += token;
      },
      onEnd,
    );
  });
