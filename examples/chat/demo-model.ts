// Stands for a model, so that the example runs without a key: it answers as OpenAI's API does, with its thinking.
import { setTimeout as wait } from 'node:timers/promises';

export interface Message {
  role: 'user' | 'assistant';
  content: string;
}

const thinking = (question: string, turns: number) =>
  `The question has ${question.length} characters and is number ${turns} in this chat. ` +
  'I cannot look anything up, so I say what I know of streams, with a heading, a list and some code.';

const answer = (question: string, turns: number) => `### Answer ${turns}

You asked: *${question.replace(/\s+/g, ' ').replace(/[*_\`[\]<>\\]/g, '')}*

I am a **demo**: I say the same to everybody. But I say it as a model does, in small pieces, and your page

1. shows each piece as soon as it is here,
2. goes on where it was after a lost connection or a reload,
3. and can stop me in the middle of a

   \`\`\`js
   const sentence = 'that would have gone on';
   \`\`\`

| key | what it does |
| --- | --- |
| Enter | sends |
| Shift + Enter | begins a new line |
| Escape | stops the answer |

Ask for a *failure* to see one, or for something *long*.
`;

const LONG = 'A long answer is many short ones, and each of them comes in its own time.\n\n';

let failures = 0;

const encoder = new TextEncoder();
const words = (text: string) => text.match(/\s*\S+\s*/g) ?? [];

/** The answer as a provider sends it: Server-Sent Events, piece by piece. */
export async function* askDemoModel(messages: Message[], signal: AbortSignal) {
  const question = messages.at(-1)?.content ?? '';
  const turns = messages.filter(({ role }) => role === 'user').length;
  // It fails every other time, so that trying again helps.
  const fails = /\bfail/i.test(question) && failures++ % 2 === 0;
  const text = answer(question, turns) + (/\blong/i.test(question) ? LONG.repeat(40) : '');
  const deltas = [
    ...words(thinking(question, turns)).map((reasoning_content) => ({ reasoning_content })),
    ...words(text).map((content) => ({ content })),
  ];
  for (const [index, delta] of deltas.entries()) {
    if (fails && index === deltas.length - 50) throw new Error('The demo model fails.');
    const chunk = { object: 'chat.completion.chunk', choices: [{ index: 0, delta }] };
    yield encoder.encode(`data: ${JSON.stringify(chunk)}\n\n`);
    await wait(20, undefined, { signal });
  }
  yield encoder.encode('data: [DONE]\n\n');
}
