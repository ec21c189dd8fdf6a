// Runs inside Storybook's page, before its scripts (scripts/test-stories.ts puts it there): listens to Storybook's channel from the
// moment it exists. `storyVisit.show()` goes to an entry without loading the page again, and gives what came of it.
(() => {
  const FINISHED = ['storyFinished', 'docsRendered'];
  /** After these nothing more comes. */
  const BROKEN = ['storyErrored', 'storyMissing', 'configError'];
  const NOTED = ['playFunctionThrewException', 'storyThrewException'];

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
      channel.emit('setCurrentStory', { storyId: id, viewMode });
      return finished;
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
