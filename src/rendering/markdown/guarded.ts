const warned = new Set<string>();

/** Warns once per page and option, since an option's function is called for every block. */
export function warnOf(option: string, thrown: unknown): void {
  if (warned.has(option)) return;
  warned.add(option);
  console.warn(
    `<typewriter-stream>: the function in "${option}" failed. The text is shown without it.`,
    thrown,
  );
}

/** Calls an author's function, whose errors must not end the typing. */
export function guarded<T>(option: string, call: () => T): T | undefined {
  try {
    return call();
  } catch (thrown) {
    warnOf(option, thrown);
    return undefined;
  }
}
