/** All states, in the order a run goes through them. */
export const STREAM_STATES = [
  'idle',
  'connecting',
  'streaming',
  'retrying',
  'typing',
  'done',
  'stopped',
  'error',
] as const;

/**
 * The state of a run:
 * - `idle`: nothing was started
 * - `connecting`: waiting for the first response
 * - `streaming`: connected, or being fed by hand
 * - `retrying`: the connection is lost and will be retried
 * - `typing`: all text is received and still being typed
 * - `done`: the last character is on screen
 * - `stopped`: `stop()` was called, or the element left the document
 * - `error`: the stream gave up
 */
export type StreamState = (typeof STREAM_STATES)[number];

/** What changes the state of a run. */
export type StreamSignal =
  'connect' | 'open' | 'feed' | 'lose' | 'receive-all' | 'type-all' | 'stop' | 'fail' | 'reset';

const CONNECTED: readonly StreamState[] = ['connecting', 'streaming', 'retrying'];
const ACTIVE: readonly StreamState[] = [...CONNECTED, 'typing'];

const TRANSITIONS: Record<StreamSignal, { from: readonly StreamState[]; to: StreamState }> = {
  connect: { from: STREAM_STATES, to: 'connecting' },
  open: { from: CONNECTED, to: 'streaming' },
  feed: { from: ['idle', 'done', 'stopped', 'error', 'typing'], to: 'streaming' },
  lose: { from: CONNECTED, to: 'retrying' },
  'receive-all': { from: ['idle', ...CONNECTED], to: 'typing' },
  'type-all': { from: ['typing'], to: 'done' },
  stop: { from: ACTIVE, to: 'stopped' },
  fail: { from: STREAM_STATES, to: 'error' },
  reset: { from: STREAM_STATES, to: 'idle' },
};

/** The state after a signal; unchanged if the signal does not apply. */
export function nextState(state: StreamState, signal: StreamSignal): StreamState {
  const { from, to } = TRANSITIONS[signal];
  return from.includes(state) ? to : state;
}

/** Whether a run may still receive or type something. */
export const isActive = (state: StreamState): boolean => ACTIVE.includes(state);

/** Whether more text may come. */
export const isReceiving = (state: StreamState): boolean => CONNECTED.includes(state);
