import { byId, onClick, setText } from './dom.js';

const MESSAGE_TIME = 3000;

/** The Copy button. What happened is shown, and spoken by its status region. */
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
    // Not allowed, or not there: pages that do not come over https have no clipboard.
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
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the one way that is left
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
