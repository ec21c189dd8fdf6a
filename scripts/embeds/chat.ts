import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { it } from 'node:test';
import { ANSWER } from '../../demo-server/scenarios/llm-formats.js';
import { prose } from '../../demo-server/texts.js';
import type { Stage } from './stage.js';

const PATH = '/v1/chat/completions';
const LONG_ANSWER = prose(20_000);
/** The answer as `App.answers()` returns it: a paragraph and two items. */
export const SHOWN = ANSWER.trim().replaceAll('`', '').replace(/\n+/g, '\n\n');
/** An answer that takes minutes, longer than any wait of a test. */
const LONG = { text: LONG_ANSWER, interval: '40' };

const QUICK = { interval: '1' };

const user = (content: string): object => ({ role: 'user', content });
const assistant = (content: string): object => ({ role: 'assistant', content });

/** Tests the second section of every example: questions and answers. */
export function testChat(stage: () => Stage): void {
  it('sends the body and the headers that were set as properties, the second time with the first answer and a new token', () =>
    stage().visit(
      async (app, server) => {
        await app.askQuestion('What is a stream?');
        await app.isReady();
        deepEqual(await app.answers(), [SHOWN]);
        match(await app.chatText(), /What is a stream\?/);
        await app.askQuestion('And when it breaks?');
        await app.isReady();
        deepEqual(await app.answers(), [SHOWN, SHOWN]);

        const calls = server.calls.filter(({ path }) => path === PATH);
        for (const { headers, body } of calls) {
          match(headers.authorization ?? '', /^Bearer \S+$/);
          equal(headers['content-type'], 'application/json');
          equal(typeof (body as { model: unknown }).model, 'string');
        }
        const question = user('What is a stream?');
        deepEqual(
          calls.map(({ body }) => ({ ...(body as object), model: undefined })),
          [[question], [question, assistant(ANSWER), user('And when it breaks?')]].map(
            (messages) => ({ model: undefined, stream: true, messages }),
          ),
        );
        notEqual(calls[1]?.headers.authorization, calls[0]?.headers.authorization);
      },
      { extra: QUICK },
    ));

  it('stops an answer, keeps what was said, and takes the next question', () =>
    stage().visit(async (app, server) => {
      server.extra = LONG;
      await app.askQuestion('Tell me all of it.');
      await app.answerBegins();
      await app.stop();
      await server.until('the stream to be closed', () =>
        server.calls.some(({ path, isOpen }) => path === PATH && !isOpen),
      );
      await app.isReady();
      const [said = ''] = await app.answers();
      ok(said !== '' && LONG_ANSWER.startsWith(said), `It shows: ${said}`);

      server.extra = QUICK;
      await app.askQuestion('In short?');
      await app.isReady();
      deepEqual(await app.answers(), [said, SHOWN]);
    }));

  it('keeps the focus with the question when a button is pressed, disabled or taken away', () =>
    stage().visit(async (app, server) => {
      server.extra = LONG;
      await app.askQuestion('Tell me all of it.');
      await app.answerBegins();
      equal(await app.focused(), 'Question', 'after "Ask"');
      await app.stop();
      await app.isReady();
      equal(await app.focused(), 'Question', 'after "Stop"');

      await app.askQuestion('Again?');
      await app.answerBegins();
      await app.press('Tab');
      equal(await app.focused(), 'Stop');
      server.open(PATH)[0]?.end();
      await app.isReady();
      equal(await app.focused(), 'Question', 'after the answer');
    }));

  it('shows why an answer failed, and takes the next question', () =>
    stage().visit(async (app, server) => {
      server.extra = { ...QUICK, fail: '1' };
      await app.askQuestion('What is a stream?');
      await app.isReady();
      equal((await app.failures()).length, 1);

      server.extra = QUICK;
      await app.askQuestion('Once more?');
      await app.isReady();
      equal((await app.answers())[1], SHOWN);
      equal((await app.failures()).length, 1);
    }));
}
