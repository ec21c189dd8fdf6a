import { deepEqual, equal, ok } from 'node:assert/strict';
import { it } from 'node:test';
import { LYRIC } from '../../demo-server/texts.js';
import type { Stage } from './stage.js';

/** The song takes minutes, longer than any wait of a test. */
const SLOW = { interval: '1000' };
/** Fast, but still typed visibly. */
const QUICK = { interval: '1' };

/** Tests the first section of every example: a song, another song, no song. */
export function testSong(stage: () => Stage): void {
  it('types the song, character for character, and says in the status line what the events tell', () =>
    stage().visit(
      async (app, server) => {
        await app.songIsDone();
        deepEqual(await app.songs(), [LYRIC]);
        equal(server.calls.length, 1);
        const statuses = await app.statuses();
        ok(statuses.includes('streaming'), `It said: ${statuses.join(', ')}.`);
        equal(statuses.at(-1), `done, ${LYRIC.length} characters`);
      },
      { extra: QUICK },
    ));

  it('changes the song in place, and closes the stream of the one before', () =>
    stage().visit(
      async (app, server) => {
        await app.songBegins();
        await app.markSong();
        server.extra = QUICK;
        const text = await app.chooseOtherSong();
        await server.until(
          'the first stream to be closed',
          () => server.calls[0]?.isOpen === false,
        );
        await app.songIsDone();
        deepEqual(await app.songs(), [text]);
        ok(await app.isSongMarked(), 'It is another element.');
        equal(server.calls.length, 2);
      },
      { extra: SLOW },
    ));

  it('closes the stream when the song is unmounted, and sings again when it is mounted', () =>
    stage().visit(
      async (app, server) => {
        await app.songBegins();
        await app.toggleSong();
        await server.until('the stream to be closed', () => server.calls[0]?.isOpen === false);
        deepEqual(await app.songs(), []);
        server.extra = QUICK;
        await app.toggleSong();
        await app.songIsDone();
        deepEqual(await app.songs(), [LYRIC]);
        equal(server.calls.length, 2);
      },
      { extra: SLOW },
    ));
}
