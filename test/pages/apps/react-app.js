// What a client component of a Next.js page is: the same function on the server and in the browser.
import { createElement, useEffect, useRef, useState } from 'react';

const fallback = createElement('em', null, 'Thinking…');

/** Attributes only: they are in the server's page, and the stream begins as soon as the element is defined. */
export function Attributes() {
  return createElement(
    'typewriter-stream',
    { src: '/article?interval=0', class: 'answer', by: 'word', controls: true },
    fallback,
  );
}

/** Properties and listeners: React sets neither while it hydrates, an effect does. */
export function Properties() {
  const element = useRef(null);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const stream = element.current;
    const onTyped = (event) => setTyped(event.text);
    stream.addEventListener('stream-typed', onTyped);
    stream.strings = { complete: 'Fertig' };
    stream.src = '/article?interval=0';
    return () => stream.removeEventListener('stream-typed', onTyped);
  }, []);
  return createElement(
    'div',
    null,
    createElement('typewriter-stream', { ref: element }, fallback),
    createElement('output', null, typed),
  );
}

/** The element is loaded by an effect: defined after the page is hydrated. */
export function Late() {
  useEffect(() => {
    void import('typewriter-stream');
  }, []);
  return createElement(Attributes);
}
