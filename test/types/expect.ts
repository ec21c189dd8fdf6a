import type { LitElement } from 'lit';
import type { TypewriterStream } from 'typewriter-stream/element.js';

/** True where both types are the same. */
export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `expectType<Same<A, B>>()` compiles only where they are. */
export declare function expectType<_T extends true>(): void;

type Writable<T> = {
  [Name in keyof T]-?: T[Name] extends (...args: never) => unknown
    ? never
    : Same<{ [_ in Name]: T[Name] }, { -readonly [_ in Name]: T[Name] }> extends true
      ? Name
      : never;
}[keyof T];

/** The names of the element's own properties that can be set. */
export type Settable = Extract<
  Exclude<keyof TypewriterStream, keyof LitElement>,
  Writable<TypewriterStream>
>;

/** Those that a framework's type forgot. */
export type Forgotten<Props> = Exclude<Settable, keyof Props>;
