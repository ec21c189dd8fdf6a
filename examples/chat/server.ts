import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { Streams } from 'typewriter-stream/server';
import { askDemoModel, type Message } from './demo-model.ts';

// region: server
/** Keeps the answers in memory, for a day after their end. Several servers share them in Redis: see docs/resumable.md. */
const streams = new Streams({ keepFor: 24 * 60 * 60 * 1000 });

/** `POST /` starts an answer and tells its id, `GET /ID` is the answer, `DELETE /ID` ends it. */
export async function chat(request: IncomingMessage, response: ServerResponse) {
  const id = request.url?.slice(1) ?? '';
  // Your own check of who asks belongs here: an id is a name, not a key.
  if (request.method === 'POST') {
    const messages = (await json(request)) as Message[];
    const id = await streams.start(async (writer) => {
      // A real model, in place of the next line:
      //   const answer = await fetch('https://api.openai.com/v1/chat/completions', {
      //     method: 'POST', signal: writer.signal,
      //     headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
      //     body: JSON.stringify({ model: 'gpt-5', stream: true, messages }) });
      const answer = askDemoModel(messages, writer.signal);
      await writer.pipe(answer);
    });
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ id }));
  } else if (request.method === 'DELETE') {
    await streams.cancel(id);
    response.writeHead(204).end();
  } else {
    await streams.serve(request, response, id);
  }
}
// endregion
