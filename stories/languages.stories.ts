import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import type { Strings, TypewriterStream } from '../src/element/index.js';
import { strings as ar } from '../src/strings/ar.js';
import { strings as de } from '../src/strings/de.js';
import { strings as en } from '../src/strings/en.js';
import { strings as es } from '../src/strings/es.js';
import { strings as fr } from '../src/strings/fr.js';
import { strings as ja } from '../src/strings/ja.js';
import { strings as zh } from '../src/strings/zh.js';
import {
  about,
  breaksOff,
  demo,
  elementIn,
  inside,
  pageOf,
  stream,
  until,
  untilState,
  type Story,
  type StreamArgs,
} from './support.js';

const meta: Meta<StreamArgs> = {
  title: 'Languages',
  ...pageOf(
    "Each story shows the element's own words in one language: above, the controls and a lost connection; below, an error. " +
      "`import { strings } from 'typewriter-stream/strings/zh.js'; element.strings = strings`.",
    'src',
    'strings',
  ),
};

export default meta;

const CONTROLS = ['stop', 'pause', 'skip', 'replay', 'copy'] as const;

/** Both states of which the element speaks most. */
function language(lang: string, name: string, strings: Strings): Story {
  const src = breaksOff(name);
  return {
    args: { src, controls: true, strings },
    parameters: about(name),
    render: (args, context) =>
      html`<div dir=${lang === 'ar' ? 'rtl' : 'ltr'} lang=${lang}>
        ${stream(args, context)}
        <hr />
        ${stream({ ...args, src: demo('/error', { status: 404 }) }, context, { suffix: 'error' })}
      </div>`,
    async play({ canvasElement }) {
      const waiting = elementIn(canvasElement);
      const failed = canvasElement.querySelector<TypewriterStream>('hr + typewriter-stream')!;
      await untilState(waiting, 'retrying');
      await until(() => expect(inside(waiting, '[part=retry]')).toHaveTextContent(strings.lost));
      const labels = [
        ...waiting.shadowRoot!.querySelectorAll<HTMLElement>('[part=controls] button'),
      ].map(({ textContent }) => textContent.trim());
      await expect(labels).toEqual(CONTROLS.map((control) => strings[control]));
      await untilState(failed, 'error');
      await until(() =>
        expect(inside(failed, '[part=error] .sentence')).toHaveTextContent(strings.status404),
      );
    },
  };
}

export const English = language('en', 'English', en);
export const Chinese = language('zh', '简体中文', zh);
export const Spanish = language('es', 'Español', es);
export const French = language('fr', 'Français', fr);
export const German = language('de', 'Deutsch', de);
export const Japanese = language('ja', '日本語', ja);
export const Arabic = language('ar', 'العربية', ar);
