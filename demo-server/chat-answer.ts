/** The answer of `/chat` to every question. Free of Node, so that browser tests can import it too. */
export const CHAT_ANSWER = `# Why a stream should outlive its connection

An answer of a language model takes a while: **ten seconds** are common, a minute is no surprise. In that time a train enters
a tunnel, a laptop is closed, a proxy loses patience, and a server is replaced by its next version. A stream that hangs on one
connection dies with each of these, and the reader begins again.

## Three things that are usually mixed up

1. *The producer* asks the model and receives the words. It should not notice whether anybody watches.
2. *The log* keeps what was said, numbered from one, for a few minutes.
3. *The viewer* has a place in that log. Whoever knows the number of the last word goes on with the next one.

Once they are apart, the rest is simple:

- A reload asks for the same address and is told everything again, at once.
- A second tab is one more viewer, and costs one more place.
- A server that dies takes connections with it, not words. The balancer leads to another server, which reads the same log.
- To cancel is a request of its own. Leaving is not cancelling: a reader in a tunnel still wants the answer.

## What it looks like

\`\`\`js
const id = await streams.start(async (writer) => {
  const answer = await fetch(model, { signal: writer.signal });
  await writer.pipe(answer.body);
});
\`\`\`

And in the page:

\`\`\`html
<typewriter-stream src="/api/chat/ID"></typewriter-stream>
\`\`\`

| Event | Without a log | With a log |
| --- | --- | --- |
| Tunnel | half an answer | the whole one |
| Reload | asked and paid twice | shown at once |
| Deploy | an error | a second's pause |

> A good stream is like a good book: it stays open at the page where you fell asleep.

That is all. Close this page, come back, and see that nothing is missing.
`;
