/** The choice of looks, part of the HTML since adding it by script would move the content below. */
import { linesOf, looks } from '../look-list.js';
import { escape } from './markdown.js';

export function lookChoices(): string {
  return looks
    .map(
      ({ name }, index) =>
        `<label><input type="radio" name="look" value="${name}"${index === 0 ? ' checked' : ''} />${name}</label>`,
    )
    .join('');
}

export const firstLook = { use: looks[0].use, code: escape(linesOf(looks[0])) };
