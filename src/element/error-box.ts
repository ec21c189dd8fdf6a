import { create, createButton, setLang, setText } from './dom.js';

/** The failure that the element shows. */
export interface Failure {
  readonly sentence: string;
  /** The button's label; undefined: there is nothing to try again. */
  readonly retry: string | undefined;
  /** The language of both; undefined: the page's. */
  readonly lang: string | undefined;
}

/** Shows why a stream gave up: a sentence and a button, or what the page put into the slot. */
export class ErrorBox {
  readonly element: HTMLElement;
  readonly #sentence = create('span');
  readonly #button: HTMLButtonElement;

  constructor(retry: () => void) {
    this.#button = createButton('', retry);
    this.element = create(
      'div',
      { part: 'error' },
      create('slot', { name: 'error' }, this.#sentence, ' '),
    );
  }

  update(failure: Failure | undefined): void {
    this.element.hidden = !failure;
    if (!failure) return;
    const { sentence, retry, lang } = failure;
    setLang(this.element, lang);
    setText(this.#sentence, sentence);
    setText(this.#button, retry ?? '');
    if (retry === undefined) this.#button.remove();
    // Not when it is there already: moved, it would lose the focus.
    else if (!this.#button.parentNode) this.#sentence.parentNode?.append(this.#button);
  }
}
