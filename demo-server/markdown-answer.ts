/** The text of `/answer`, in Markdown. Free of Node, so that pages and stories can import it too. */
export const MARKDOWN_ANSWER = `## How streaming works

A server can send an answer **while it is still being written**. The browser keeps one request open and reads each event as it arrives.

### When the connection drops

1. The browser waits for a moment.
2. It asks again, with the id of the last event.
3. The server continues from there.

| Transport | Reconnects | Headers |
| --- | --- | --- |
| \`EventSource\` | by itself | no |
| \`fetch\` | in your code | yes |

All of that fits in one tag:

\`\`\`html
<typewriter-stream src="/answer"
  format="openai" markup="markdown">
</typewriter-stream>
\`\`\`

The [HTML standard](https://html.spec.whatwg.org/multipage/server-sent-events.html) describes the events.
`;
