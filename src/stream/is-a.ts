/**
 * Whether a value is one of the platform's objects. An object from another window, such as a Response
 * that an iframe fetched, has a class of its own, so its name counts as well.
 */
export function isA(value: unknown, name: string): boolean {
  // A page may have replaced a class by its own, or removed it.
  const given = (globalThis as Record<string, unknown>)[name] as (new () => unknown) | undefined;
  return (
    (value as { [Symbol.toStringTag]?: string } | null)?.[Symbol.toStringTag] === name ||
    (!!given && value instanceof given)
  );
}

export const isResponse = (value: unknown): value is Response => isA(value, 'Response');
export const isReadableStream = (value: unknown): value is ReadableStream =>
  isA(value, 'ReadableStream');
export const isBytes = (value: unknown): value is AllowSharedBufferSource =>
  ArrayBuffer.isView(value) || isA(value, 'ArrayBuffer');
