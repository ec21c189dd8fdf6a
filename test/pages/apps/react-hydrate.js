/* global document */
import { StrictMode, createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';

export function hydrate(App) {
  hydrateRoot(document.querySelector('#root'), createElement(StrictMode, null, createElement(App)));
}
