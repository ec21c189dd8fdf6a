import { newKey } from '../support/element.js';

type Values = string | number | readonly (string | number)[];

/** What /bytes of the demo server shall answer; a list: one for each request, the last one stays. */
export interface Bytes {
  body?: Values;
  end?: Values;
  status?: Values;
  type?: Values;
  times?: number;
  maxId?: number;
  retryAfter?: number;
  /** How long the end waits behind the body, in milliseconds. */
  linger?: number;
  preflight?: string;
  key?: string;
}

/** A path of the demo server that answers exactly this. */
export function bytes(answers: Bytes): string {
  const search = new URLSearchParams();
  const given: Record<string, Values> = { key: newKey(), ...answers };
  for (const [name, values] of Object.entries(given)) {
    const list = typeof values === 'object' ? values : [values];
    for (const value of list) search.append(name, String(value));
  }
  return `/bytes?${search.toString()}`;
}
