import type { Speed } from '../typing/pacer.js';

/** The words of a space-separated attribute value. */
export const words = (value: string): string[] => value.split(/\s+/).filter(Boolean);

/** What an author may write, whatever the types say. */
export type AttributeValue = string | number | null | undefined;

const warned = new Set<string>();

/** Warns in the console, once a page for the same message. */
export function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`<typewriter-stream>: ${message}`);
}

/** One of a few words; anything else behaves as the first, as in HTML, and warns once. */
export function oneOf<T extends string>(
  name: string,
  value: AttributeValue,
  allowed: readonly [T, ...T[]],
): T {
  const known = allowed.find((word) => word === value);
  if (known !== undefined) return known;
  const [fallback] = allowed;
  // An absent attribute, or one that a framework set to undefined, is no mistake.
  if (value !== undefined && value !== null && value !== '') {
    warnOnce(
      `${name}="${String(value)}" is not one of ${allowed.join(', ')}. Using "${fallback}".`,
    );
  }
  return fallback;
}

/** `auto`, `instant`, or a number of characters per second above 0. */
export function toSpeed(value: AttributeValue): Speed {
  if (value === 'auto' || value === 'instant') return value;
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  if (number > 0) return number === Infinity ? 'instant' : number;
  if (value !== undefined && value !== null && value !== '') {
    warnOnce(
      `speed="${String(value)}" is not "auto", "instant" or a number above 0 ` +
        '(characters per second). Using "auto".',
    );
  }
  return 'auto';
}

/** A whole number of at least 0. */
export function toCount(name: string, value: AttributeValue, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'string' && value.trim() === '') return fallback;
  const number = Number(value);
  if (number >= 0) return Math.floor(number);
  warnOnce(`${name}="${String(value)}" is not a number of at least 0. Using ${String(fallback)}.`);
  return fallback;
}
