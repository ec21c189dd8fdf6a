// Runs inside Storybook's page, before its scripts (scripts/test-stories.ts puts it there): listens to Storybook's channel from the
// moment it exists. `storyVisit.show()` goes to an entry without loading the page again, and gives what came of it.
(() => {
  const FINISHED = ['storyFinished', 'docsRendered'];
  /** After these nothing more comes. */
  const BROKEN = ['storyErrored', 'storyMissing', 'configError'];
  const NOTED = ['playFunctionThrewException', 'storyThrewException'];

  /** What Storybook does not interrupt: it would load the page again. */
  const OVER = ['completed', 'finished', 'aborted', 'errored'];
  const phases = new Map();

  let channel;
  let visit;

  function begin(id) {
    visit = { id, errors: [] };
    visit.finished = new Promise((resolve) => (visit.resolve = resolve));
    return visit.finished;
  }

  const note = (error, name) => visit?.errors.push(error?.message ?? error?.description ?? name);

  function finish(result) {
    visit?.resolve({ reporters: [], ...result, errors: visit.errors });
  }

  function listen() {
    channel.on('storyRenderPhaseChanged', ({ storyId, newPhase }) => phases.set(storyId, newPhase));
    channel.on('unhandledErrorsWhilePlaying', (unhandled) => unhandled.forEach(note));
    for (const name of NOTED) channel.on(name, (error) => note(error, name));
    for (const name of BROKEN) {
      channel.on(name, (error) => {
        note(error, name);
        finish({ status: 'error' });
      });
    }
    for (const name of FINISHED) {
      channel.on(name, (payload) => {
        const id = payload?.storyId ?? payload;
        if (id === visit?.id) finish(payload?.storyId ? payload : { status: 'success' });
      });
    }
  }

  globalThis.storyVisit = {
    /** The entry that the page's address names. */
    first: begin,
    show(id, viewMode) {
      const finished = begin(id);
      phases.clear();
      channel.emit('setCurrentStory', { storyId: id, viewMode });
      return finished;
    },
    /** Whether every story of a page of documentation is over, after some time at most. */
    async settled() {
      const isOver = ({ id }) => OVER.includes(phases.get(id.replace(/^story--|--primary$/g, '')));
      for (let tries = 0; tries < 60; tries++) {
        if ([...globalThis.document.querySelectorAll('.sb-story')].every(isOver)) return true;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return false;
    },
  };

  Object.defineProperty(globalThis, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      channel = value;
      listen();
    },
  });
})();
