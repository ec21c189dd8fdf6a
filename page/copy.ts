import { byId, onClick, setText } from './dom.js';

const MESSAGE_TIME = 3000;

/** Connects the Copy button. The result is shown in a status region, and so also spoken. */
export function mountCopy(read: () => string): void {
  const message = byId('copied', HTMLElement);
  let timer: ReturnType<typeof setTimeout> | undefined;

  onClick('copy', () => {
    void copy(read()).then((copied) => {
      setText(message, copied ? 'Copied' : 'Could not copy. Please select the text and copy it.');
      clearTimeout(timer);
      timer = setTimeout(() => setText(message, ''), MESSAGE_TIME);
    });
  });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Access is denied, or there is no clipboard: pages without https have none.
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only other way
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
