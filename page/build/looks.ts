/** The choice of looks, there from the start: what a script adds would move what is below. */
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
