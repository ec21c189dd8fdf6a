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
  preflight?: string;
  key?: string;
}

/** A path of the demo server that answers exactly this. */
export function bytes(answers: Bytes): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries({ key: newKey(), ...answers }) as [
    string,
    Values,
  ][]) {
    for (const value of Array.isArray(values) ? (values as readonly Values[]) : [values]) {
      search.append(name, String(value));
    }
  }
  return `/bytes?${search.toString()}`;
}
