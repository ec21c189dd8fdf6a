/** What the stories share. */
export * from './support/compare.js';
export * from './support/element.js';
export * from './support/given.js';
export * from './support/pages.js';
export * from './support/plays.js';
export * from './support/stage.js';
