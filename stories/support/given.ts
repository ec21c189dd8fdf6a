/** Streams that a story makes itself, where what is sent matters more than who sends it. */

/** One Server-Sent Event. */
export interface GivenEvent {
  data: string;
  event?: string;
  id?: string;
}

const write = ({ event, id, data }: GivenEvent): string =>
  [
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...data.split('\n').map((line) => `data: ${line}`),
    '\n',
  ].join('\n');

/** For the property `fetch`: every request is answered with these events. */
export const given =
  (...events: readonly GivenEvent[]): typeof globalThis.fetch =>
  () =>
    Promise.resolve(answer(events.map(write).join('')));

/** For the property `fetch`: the answer says what was asked. */
export const told =
  (tell: (request: RequestInit) => string): typeof globalThis.fetch =>
  (_address, request = {}) =>
    Promise.resolve(answer(write({ data: tell(request) }) + write({ data: '[DONE]' })));

const answer = (body: string): Response =>
  new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
