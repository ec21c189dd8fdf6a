// region: turns
import 'typewriter-stream';

interface Turn {
  question: string;
  /** The answer's name on the server, once it was asked for. */
  id?: string;
}

const log = document.querySelector<HTMLElement>('#log')!;
const form = document.querySelector('form')!;
const input = form.querySelector('textarea')!;
const send = form.querySelector('button')!;
const template = document.querySelector('template')!;

/** The chat, for a reload. The texts of the answers are on the server. */
const turns = JSON.parse(sessionStorage.getItem('turns') ?? '[]') as Turn[];
const save = () => sessionStorage.setItem('turns', JSON.stringify(turns));

const answers = () => [...log.querySelectorAll('typewriter-stream')];
const isAnswering = () =>
  !['idle', 'done', 'stopped', 'error'].includes(answers().at(-1)?.state ?? 'idle');

/** The questions and answers so far, and the last question. */
const messages = () =>
  turns
    .flatMap(({ question }, index) => [
      { role: 'user', content: question },
      { role: 'assistant', content: answers()[index]?.text },
    ])
    .slice(0, -1);

// endregion

// region: answer
function show(turn: Turn) {
  const article = document.importNode(template.content, true).firstElementChild!;
  const find = (selector: string) => article.querySelector<HTMLElement>(selector)!;
  const answer = article.querySelector('typewriter-stream')!;
  const thinking = find('details');

  // The first connection asks. After a lost connection or a reload the others go on with the same answer.
  answer.fetch = async (_, init) => {
    if (!turn.id) {
      const body = JSON.stringify(messages());
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch('/api/chat', { ...init, method: 'POST', headers, body });
      if (!response.ok) return response;
      turn.id = ((await response.json()) as { id: string }).id;
      save();
    }
    return fetch(`/api/chat/${turn.id}`, init);
  };
  const regenerate = () => {
    stop();
    delete turn.id;
    answer.restart();
    input.focus();
  };

  find('.question').textContent = turn.question;
  find('.copy').onclick = () => navigator.clipboard.writeText(answer.text);
  find('.regenerate').onclick = regenerate;
  answer.addEventListener('stream-delta', ({ reasoning }) => {
    if (!reasoning) return;
    thinking.hidden = false;
    find('details p').textContent = answer.reasoning;
  });
  // "Try again" goes on with the same answer. One that failed on the server has to be asked for anew.
  answer.addEventListener('stream-retry', (event) => {
    if (!event.manual || event.error.kind !== 'server') return;
    event.preventDefault();
    regenerate();
  });
  answer.src = '/api/chat';
  log.append(article);
  // From the end on, `follow` keeps it in view.
  void answer.updateComplete.then(() => log.scrollTo(0, log.scrollHeight));
}

// endregion

// region: controls
function stop() {
  if (!isAnswering()) return;
  answers().at(-1)?.stop();
  // To leave is not to cancel: the server has to be told.
  void fetch(`/api/chat/${turns.at(-1)?.id}`, { method: 'DELETE' });
}

form.onsubmit = (event) => {
  event.preventDefault();
  // The button says "Stop" then.
  if (isAnswering()) return event.submitter && stop();
  if (!input.value.trim()) return;
  const turn = { question: input.value };
  turns.push(turn);
  save();
  show(turn);
  form.reset();
  input.focus();
};

input.onkeydown = (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
};
document.onkeydown = (event) => {
  if (event.key === 'Escape') stop();
};
log.addEventListener('stream-state', () => {
  send.textContent = isAnswering() ? 'Stop' : 'Send';
});

document.querySelector<HTMLElement>('#new')!.onclick = () => {
  stop();
  turns.length = 0;
  save();
  log.replaceChildren();
  input.focus();
};

turns.forEach(show);
// After a reload nobody needs to hear of each old answer that it is complete.
for (const answer of answers().slice(0, -1)) answer.announce = 'off';
// endregion
