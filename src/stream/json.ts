/** The prefix that names a line of JSON in the data stream of AI SDK 3 and 4. */
export const CODE = /^([\da-k]):(?=["[{])/;

/** The value of a JSON text, or undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a text, perhaps after a code, is a JSON object, array or string. A cut number would parse too. */
export function isJson(text: string): boolean {
  const json = text.replace(CODE, '');
  return /^\s*["[{]/.test(json) && parseJson(json) !== undefined;
}
