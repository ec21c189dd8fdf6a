import { byId, setText, stream } from './dom.js';
import { linesOf, looks, type Look } from './look-list.js';

const ATTRIBUTES = ['lang', 'by', 'cursor', 'fade', 'tabindex'];

/** Connects the choice of looks to an element. */
export function mountLooks(): void {
  const element = stream('look');
  const choices = byId('look-choices', HTMLElement);

  const show = (look: Look): void => {
    const { name, use, text } = look;
    const attributes: Readonly<Record<string, string>> = { lang: 'en', ...look.attributes };
    element.className = `tw-${name}`;
    for (const attribute of ATTRIBUTES) {
      const value = attributes[attribute];
      if (value === undefined) element.removeAttribute(attribute);
      else element.setAttribute(attribute, value);
    }
    // The same text has the same address, so its typing continues.
    const query = new URLSearchParams({ interval: '40', text });
    element.src = `article?${query.toString()}`;
    setText(byId('look-use', HTMLElement), use);
    setText(byId('look-code', HTMLElement), linesOf(look));
  };

  choices.addEventListener('change', ({ target }) => {
    const look = looks.find(
      ({ name }) => target instanceof HTMLInputElement && target.value === name,
    );
    if (look) show(look);
  });
  // The browser may have restored the choice after a reload.
  const kept = choices.querySelector<HTMLInputElement>(':checked')?.value;
  show(looks.find(({ name }) => name === kept) ?? looks[0]);
}
