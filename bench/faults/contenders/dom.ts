declare global {
  interface Window {
    htmx?: {
      config: { noSwap?: (number | string)[] };
      process(element: Element): void;
      remove(element: Element): void;
      ajax(method: string, url: string, options: { source: Element }): Promise<void>;
    };
  }
}

/** As a page loads it: a classic script. */
export async function addScript(src: string): Promise<void> {
  const script = element('script', { src });
  const loaded = new Promise((resolve) => (script.onload = resolve));
  document.head.append(script);
  await loaded;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
