/** What stands in the page's first element. */
import type { OpenPage } from './pages.js';

export interface Rendered {
  readonly state: string;
  readonly text: string;
  /** The text nodes on screen. */
  readonly shown: string;
  readonly fallback: string;
  readonly cursors: number;
  readonly statuses: number;
  readonly status: string;
  readonly buttons: Record<string, string>;
}

export const ELEMENT = `document.querySelector('typewriter-stream')`;

export const isDone = `${ELEMENT}.state === 'done'`;

export const rendered = (open: OpenPage): Promise<Rendered> =>
  open.evaluate(`(() => {
    const element = ${ELEMENT};
    const root = element.shadowRoot;
    const all = (selector) => [...root.querySelectorAll(selector)];
    const buttons = all('[part=controls] button').map((button) =>
      [button.textContent.trim(), button.getAttribute('aria-disabled')]);
    return {
      state: element.state,
      text: element.text,
      shown: all('[part~=line]').map((line) => line.textContent).join(''),
      fallback: element.textContent,
      cursors: all('[part=cursor]').length,
      statuses: all('[role=status]').length,
      status: all('[role=status]').map((region) => region.textContent).join('|'),
      buttons: Object.fromEntries(buttons),
    };
  })()`);
