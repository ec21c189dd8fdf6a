// The page of one run: takes the client and its job from the address, and leaves the outcome where
// the script outside finds it.
import { contenders } from './contenders/index.js';
import type { Job, Outcome, Page } from './job.js';

declare global {
  var outcome: () => Outcome;
}

const query = new URLSearchParams(location.search);
const job = JSON.parse(query.get('job') ?? '{}') as Job;
const found: Outcome = { text: '', ended: false, failed: false, reason: '', impossible: false };
let token = 'stale';
let read = () => found.text;

globalThis.outcome = () => ({ ...found, text: read() });

const page: Page = {
  append: (text) => (found.text += text),
  show: (reader) => (read = reader),
  end: () => (found.ended = true),
  warn: (reason) => (found.reason = reason),
  fail(reason) {
    found.reason = reason;
    found.failed = true;
  },
  impossible: () => (found.impossible = true),
  token: {
    get value() {
      return token;
    },
    refresh: () => (token = 'fresh'),
  },
};

addEventListener('unhandledrejection', ({ reason }) => page.fail(`unhandled: ${String(reason)}`));
await contenders[query.get('contender') as keyof typeof contenders]?.run(job, page);
