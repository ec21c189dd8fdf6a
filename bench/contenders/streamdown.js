/* global requestAnimationFrame */
import { createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Streamdown } from 'streamdown';
import { listen } from '../contender.js';

const visible = (text) => text.replace(/\s/g, '').length;

function StreamedMarkdown({ url, onToken, onEnd }) {
  const [text, setText] = useState('');
  useEffect(() => {
    const show = (token) => {
      onToken(token);
      setText((before) => before + token);
    };
    listen(url, show, onEnd);
  }, [url, onToken, onEnd]);
  return createElement(Streamdown, null, text);
}

/**
 * React and Streamdown with its defaults. It reads markdown: the tokens have no marks but empty
 * lines, so what it shows differs from what was sent only in white space, which is not compared.
 * It has no event for "all is shown" and renders late, as a transition: from the last token on it
 * is looked at once a frame.
 * @type {import('../contender.js').Contender['start']}
 */
export const start = (container, url) =>
  new Promise((resolve) => {
    const received = [];
    const onToken = (token) => void received.push(token);
    const onEnd = () => {
      const expected = visible(received.join(''));
      const look = () => {
        if (visible(container.textContent) >= expected) resolve();
        else requestAnimationFrame(look);
      };
      look();
    };
    createRoot(container).render(createElement(StreamedMarkdown, { url, onToken, onEnd }));
  });
