import { listen, type Contender } from '../contender.js';

export const start: Contender['start'] = (container, url) =>
  new Promise((resolve) => {
    listen(
      url,
      (token) => {
        container.textContent += token;
      },
      resolve,
    );
  });
