// Runs inside a story's page, before its scripts (scripts/test-stories.ts puts it there): listens to Storybook's channel from the
// moment it exists, and keeps what it says in `storyFinished`.
const errors = [];
globalThis.storyFinished = new Promise((resolve) => {
  const note = (error, name) => errors.push(error?.message ?? error?.description ?? name);
  const listeners = {
    storyFinished: (finished) => resolve({ ...finished, errors }),
    playFunctionThrewException: note,
    storyThrewException: note,
    unhandledErrorsWhilePlaying: (unhandled) => unhandled.forEach(note),
  };
  // After these nothing more comes.
  for (const name of ['storyErrored', 'storyMissing', 'configError']) {
    listeners[name] = (error) => {
      note(error, name);
      resolve({ status: 'error', reporters: [], errors });
    };
  }
  let channel;
  Object.defineProperty(globalThis, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      channel = value;
      for (const [name, listener] of Object.entries(listeners)) {
        value.on(name, (payload) => listener(payload, name));
      }
    },
  });
});
