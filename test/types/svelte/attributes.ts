// What Svelte's markup must not take: svelte-check compares attributes with this type, as TypeScript does an object's.
import type { SvelteHTMLElements } from 'svelte/elements';
import type { StreamTypedEvent } from 'typewriter-stream';
import type { TypewriterStreamAttributes } from 'typewriter-stream/svelte';
import { expectType, type Forgotten, type Same } from '../expect.js';

expectType<Same<SvelteHTMLElements['typewriter-stream'], TypewriterStreamAttributes>>();
// A property that the element has, and the type has not, is seen here.
expectType<Same<Forgotten<TypewriterStreamAttributes>, never>>();

const onTyped = (event: StreamTypedEvent) => console.log(event.text);

export const fine: TypewriterStreamAttributes[] = [
  { src: '/stream', speed: 'instant', 'on:stream-typed': onTyped },
  { src: null, headers: null, cursor: null, 'max-retries': null, 'onstream-typed': null },
  { markup: null, 'live-event': '', 'max-wait': 0, renderBlock: null, 'onstream-message': null },
];

export const mistakes: TypewriterStreamAttributes[] = [
  // @ts-expect-error -- not a speed
  { speed: 'fast' },
  // @ts-expect-error -- not a cursor
  { cursor: 'dot' },
  // @ts-expect-error -- not a choice of images
  { images: 'some' },
  // @ts-expect-error -- Svelte would write "false", and an attribute that is there is true
  { 'with-credentials': false },
  // @ts-expect-error -- a header's value is text
  { headers: { 'X-Attempt': 1 } },
  // @ts-expect-error -- not a number
  { 'max-retries': 'many' },
  // @ts-expect-error -- there is no such attribute
  { url: '/stream' },
  // @ts-expect-error -- read only
  { state: 'done' },
  // @ts-expect-error -- there is no such event
  { 'onstream-done': onTyped },
  // @ts-expect-error -- another event
  { 'onstream-error': onTyped },
  // @ts-expect-error -- the event has no detail
  { 'onstream-typed': (event) => event.detail },
];
