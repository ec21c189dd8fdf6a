/* global document */
import htmx from 'htmx.org';
import 'htmx-ext-sse';
import { END } from '../contender.js';

/** @type {import('../contender.js').Contender['start']} */
export const start = (container, url) =>
  new Promise((resolve) => {
    const target = document.createElement('div');
    target.setAttribute('hx-ext', 'sse');
    target.setAttribute('sse-connect', url);
    target.setAttribute('sse-swap', 'message');
    target.setAttribute('hx-swap', 'beforeend');
    target.addEventListener('htmx:sseBeforeMessage', (event) => {
      if (event.detail.data !== END) return;
      event.preventDefault();
      event.detail.target?.close?.();
      resolve();
    });
    container.append(target);
    htmx.process(target);
  });
