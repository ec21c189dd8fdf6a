const templates = new Map<string, HTMLElement>();

/** A new element with its parts: copied, which is faster than to set attributes. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  parts = '',
): HTMLElementTagNameMap[Name] {
  const key = `${name} ${parts}`;
  let template = templates.get(key);
  if (!template) {
    template = document.createElement(name);
    if (parts) template.setAttribute('part', parts);
    templates.set(key, template);
  }
  return template.cloneNode() as HTMLElementTagNameMap[Name];
}

/** Gives a Text node new data, and touches only what differs. Returns how many characters came. */
export function setText(node: Text, text: string): number {
  const { data } = node;
  if (text === data) return 0;
  if (text.startsWith(data)) {
    node.appendData(text.slice(data.length));
    return text.length - data.length;
  }
  let same = 0;
  while (same < text.length && text[same] === data[same]) same += 1;
  // Not between the halves of a character.
  if (/[\ud800-\udbff]/.test(data[same - 1] ?? '')) same -= 1;
  node.replaceData(same, data.length - same, text.slice(same));
  return text.length - data.length;
}
