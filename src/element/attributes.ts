import type { LitElement, PropertyDeclaration } from 'lit';
import type { Speed } from '../typing/pacer.js';

/** A value that a page may set, whatever the types say. */
export type AttributeValue = string | number | null | undefined;

export const CURSORS = ['bar', 'block', 'underscore', 'none'] as const;
export const ANNOUNCE = ['status', 'final', 'off'] as const;
export const LOADING = ['eager', 'lazy'] as const;
export const UNITS = ['grapheme', 'word', 'line'] as const;

/**
 * Makes a field or an accessor a property that Lit observes. Lit's own decorator also carries what standard decorators need,
 * which TypeScript's `experimentalDecorators` never call.
 */
export const property =
  (options?: PropertyDeclaration): ((prototype: LitElement, name: string) => void) =>
  (prototype, name) => {
    (prototype.constructor as typeof LitElement).createProperty(name, options);
    // Else TypeScript puts an accessor back as it was written.
    return Object.getOwnPropertyDescriptor(prototype, name);
  };

/** Lit converters: removing an attribute restores the default. */
export const orEmpty = { fromAttribute: (value: string | null): string => value ?? '' };
export const number = {
  fromAttribute: (value: string | null): number | undefined =>
    value?.trim() ? Number(value) : undefined,
};

const warned = new Set<string>();

/** Warns in the console, once per page for each message. */
export function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`<typewriter-stream>: ${message}`);
}

/** A framework sets null, undefined or "" for an absent attribute. */
const isAbsent = (value: AttributeValue): boolean => (value ?? '') === '';

/** The matching keyword; an invalid value warns once and falls back to the first. */
export function oneOf<T extends string>(
  name: string,
  value: AttributeValue,
  allowed: readonly [T, ...T[]],
): T {
  const known = allowed.find((word) => word === value);
  if (known !== undefined) return known;
  const [fallback] = allowed;
  if (!isAbsent(value)) {
    warnOnce(
      `${name}="${String(value)}" is not one of ${allowed.join(', ')}. Using "${fallback}".`,
    );
  }
  return fallback;
}

/** `auto`, `instant`, or a number of characters per second above 0. */
export function toSpeed(value: AttributeValue): Speed {
  if (value === 'auto' || value === 'instant') return value;
  if (isAbsent(value)) return 'auto';
  const number = Number(value);
  if (number > 0) return number === Infinity ? 'instant' : number;
  warnOnce(
    `speed="${String(value)}" is not "auto", "instant" or a number above 0 ` +
      '(characters per second). Using "auto".',
  );
  return 'auto';
}

/** A whole number of at least 0. */
export function toCount(name: string, value: AttributeValue, fallback: number): number {
  if (isAbsent(typeof value === 'string' ? value.trim() : value)) return fallback;
  const number = Number(value);
  if (number >= 0) return Math.floor(number);
  warnOnce(`${name}="${String(value)}" is not a number of at least 0. Using ${fallback}.`);
  return fallback;
}
