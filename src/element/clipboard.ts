/**
 * Copies a text as plain text and as HTML. Resolves to whether the text was copied. A page without
 * HTTPS has no clipboard API and a frame may lack the permission, so `execCommand` is tried second.
 */
export async function copy(text: string, html?: string): Promise<boolean> {
  try {
    await write(text, html);
    return true;
  } catch {
    return copyByEvent(text, html);
  }
}

async function write(text: string, html: string | undefined): Promise<void> {
  if (html === undefined) return navigator.clipboard.writeText(text);
  const flavour = (type: string, data: string) => [type, new Blob([data], { type })] as const;
  const flavours = [flavour('text/plain', text), flavour('text/html', html)];
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(flavours))]);
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
