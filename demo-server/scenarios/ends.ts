/** Responses with exactly the requested bytes and every kind of end, and redirects. */
import { readLastEventId, readNumber } from '../options.js';
import { cut, later } from '../pace.js';
import { reply } from '../reply.js';
import type { Scenario } from '../scenario.js';
import { formatEvent, openStream } from '../sse.js';

const LONGEST = 60_000;

export const ends: readonly Scenario[] = [
  {
    path: '/bytes',
    summary:
      'Sends exactly the bytes of `body`, then does `end` (close, cut, open), after `linger` ms with a comment every ' +
      '`beat` ms. A parameter may be given several times: one value for each request, the last value stays.',
    example: '/bytes?body=data:%20half&end=close',
    handle(request, response, url, client) {
      const turn = client.key === '' ? 0 : client.countOneMore(url.pathname) - 1;
      const given = (name: string, fallback: string): string => {
        const values = url.searchParams.getAll(name);
        return values[Math.min(turn, values.length - 1)] ?? fallback;
      };
      const status = Number(given('status', '200'));
      const maxId = readNumber(url, 'maxId', Infinity, 0, Infinity);
      if ((readLastEventId(request, url) ?? '').length > maxId) {
        reply(response, 431, 'text/plain', 'The id is too long.\n');
        return;
      }
      response.writeHead(status, {
        'Content-Type': given('type', 'text/event-stream'),
        'Cache-Control': 'no-store',
        ...(url.searchParams.has('retryAfter') && {
          'Retry-After': readNumber(url, 'retryAfter', 0, 0, Infinity),
        }),
      });
      response.flushHeaders();
      const times = readNumber(url, 'times', 1, 1, 1_000);
      response.write(given('body', '').repeat(times));
      const end = given('end', 'close');
      if (end === 'open') return;
      const beat = readNumber(url, 'beat', 0, 0, LONGEST);
      const beating = beat > 0 && setInterval(() => response.write(formatEvent(BEAT)), beat);
      response.on('close', () => beating && clearInterval(beating));
      later(response, Number(given('linger', '0')), () => {
        if (end === 'cut') cut(response);
        else response.end();
      });
    },
  },
  {
    path: '/long-ids',
    summary:
      'Sends ids of `length` characters, too long for a header; breaks once, and never resumes.',
    example: '/long-ids?length=60000&key=demo',
    handle(_request, response, url, client) {
      const id = 'i'.repeat(readNumber(url, 'length', 60_000, 1, 1_000_000));
      const isFirst = client.countOneMore(url.pathname) === 1;
      openStream(response, { retry: 1 });
      if (response.writableEnded) return;
      response.write(formatEvent({ id, data: 'one ' }));
      if (isFirst) {
        cut(response);
        return;
      }
      client.startOver(url.pathname);
      response.end(formatEvent({ id: 'last', data: 'two' }) + formatEvent({ data: 'end' }));
    },
  },
  {
    path: '/moved',
    summary:
      'Redirects `to` another scenario, with any redirect `status`; `elsewhere=1`: on another origin.',
    example: '/moved?to=/no-content&status=303',
    handle(request, response, url) {
      const to = new URL(url.searchParams.get('to') ?? '/no-content', 'http://localhost');
      const host = String(request.headers['host'] ?? '');
      const other = host.startsWith('localhost')
        ? host.replace('localhost', '127.0.0.1')
        : host.replace(/^[^:]*/, 'localhost');
      const origin = url.searchParams.get('elsewhere') === '1' ? `http://${other}` : '';
      const status = readNumber(url, 'status', 307, 301, 308);
      response.writeHead(status, { Location: origin + to.pathname + to.search }).end();
    },
  },
];

const BEAT = { comment: 'heartbeat' };
