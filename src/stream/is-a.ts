/**
 * Whether a value is a platform object of this class. An object from another window, such as a
 * Response that an iframe fetched, has another class of the same name, so the name counts as well.
 */
export function isA(value: unknown, name: string): boolean {
  // A page may have replaced or removed a class.
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
