// region: setup
// The element, and its types for Svelte's markup: once in the whole app.
import 'typewriter-stream';
import 'typewriter-stream/svelte';
import { mount } from 'svelte';
import App from './App.svelte';
import './style.css';

mount(App, { target: document.body });
// endregion
