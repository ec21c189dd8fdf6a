import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';

/**
 * A component that is given the whole text, shown at once in the same task.
 * @param {(text: string, isDone: boolean) => import('react').ReactNode} show
 * @returns {import('./contender.js').MarkdownContender['create']}
 */
export const reactContender = (show) => (container) => {
  let source = '';
  let set;
  function Answer() {
    const [state, setState] = useState({ text: '', isDone: false });
    set = setState;
    return show(state.text, state.isDone);
  }
  const root = createRoot(container);
  flushSync(() => root.render(createElement(Answer)));
  return {
    write: (text) => {
      source += text;
      flushSync(() => set({ text: source, isDone: false }));
    },
    end: () => flushSync(() => set({ text: source, isDone: true })),
    root: container,
    ignored: 'button, [data-streamdown="code-block-header"], .code-block-header',
  };
};
