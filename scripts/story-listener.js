// Runs inside Storybook's page before its scripts (scripts/test-stories.ts injects it), and listens to Storybook's channel from
// the start. `storyVisit.show()` goes to an entry without loading the page again, and resolves to the result.
(() => {
  const FINISHED = ['storyFinished', 'docsRendered'];
  /** No event follows these. */
  const BROKEN = ['storyErrored', 'storyMissing', 'configError'];
  const NOTED = ['playFunctionThrewException', 'storyThrewException'];

  /** Phases in which a story can be left. To interrupt another phase, Storybook would load the page again. */
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
    /** Begins the visit of the entry in the page's address. */
    first: begin,
    show(id, viewMode) {
      const finished = begin(id);
      phases.clear();
      channel.emit('setCurrentStory', { storyId: id, viewMode });
      return finished;
    },
    /** Resolves to whether every story of a documentation page is over within three seconds. */
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
