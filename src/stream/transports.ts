import type { Options, TransportName } from '../element/options.js';
import { eventSourceTransport } from './event-source-transport.js';
import { fetchTransport } from './fetch-transport.js';
import type { Transport } from './transport.js';

const TRANSPORTS: Record<TransportName, (options: Options) => Transport> = {
  eventsource: eventSourceTransport,
  fetch: fetchTransport,
};

/** The transports of a request, in the order in which they are tried. */
export function transportsFor(options: Options): [Transport, ...Transport[]] {
  const [first = 'fetch', ...others] = options.request.transports;
  const make = (name: TransportName) => TRANSPORTS[name](options);
  return [make(first), ...others.map(make)];
}
