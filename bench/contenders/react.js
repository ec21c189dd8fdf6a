/* global requestAnimationFrame */
import { createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { listen } from '../contender.js';

function StreamedText({ url, onEnd }) {
  const [text, setText] = useState('');
  useEffect(() => {
    listen(url, (token) => setText((before) => before + token), onEnd);
  }, [url, onEnd]);
  return createElement('p', null, text);
}

/** @type {import('../contender.js').Contender['start']} */
export const start = (container, url) =>
  new Promise((resolve) => {
    const onEnd = () => requestAnimationFrame(() => setTimeout(resolve));
    createRoot(container).render(createElement(StreamedText, { url, onEnd }));
  });
