/**
 * Whether a value is one of the platform's objects. An object from another window, such as a Response
 * that an iframe fetched, has a class of its own, so its name counts as well.
 */
export const isA = (value: unknown, name: string): boolean =>
  Object.prototype.toString.call(value) === `[object ${name}]` || isInstance(value, name);

/** A page may have replaced a class by its own, or removed it. */
function isInstance(value: unknown, name: string): boolean {
  const given = (globalThis as Record<string, unknown>)[name];
  return typeof given === 'function' && value instanceof given;
}

export const isResponse = (value: unknown): value is Response => isA(value, 'Response');
export const isReadableStream = (value: unknown): value is ReadableStream =>
  isA(value, 'ReadableStream');
export const isBytes = (value: unknown): value is AllowSharedBufferSource =>
  ArrayBuffer.isView(value) || isA(value, 'ArrayBuffer');
