/**
 * Copies a text as plain text and as HTML. Resolves to whether the text was copied. A page without
 * HTTPS has no clipboard API and a frame may lack the permission, so `execCommand` is the fallback.
 */
export async function copy(text: string, html?: string): Promise<boolean> {
  try {
    if (html === undefined) await navigator.clipboard.writeText(text);
    else {
      const item = new ClipboardItem({
        'text/plain': new Blob([text], { type: 'text/plain' }),
        'text/html': new Blob([html], { type: 'text/html' }),
      });
      await navigator.clipboard.write([item]);
    }
    return true;
  } catch {
    return copyByEvent(text, html);
  }
}

function copyByEvent(text: string, html: string | undefined): boolean {
  let copied = false;
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    if (html !== undefined) event.clipboardData?.setData('text/html', html);
    event.preventDefault();
    event.stopImmediatePropagation();
    copied = event.clipboardData !== null;
  };
  addEventListener('copy', onCopy, { once: true, capture: true });
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a permission
    return document.execCommand('copy') && copied;
  } finally {
    removeEventListener('copy', onCopy, { capture: true });
  }
}
