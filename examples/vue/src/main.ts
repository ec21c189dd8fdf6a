// region: setup
import { createApp } from 'vue';
// The element, and its types for templates: once in the whole app.
import 'typewriter-stream';
import 'typewriter-stream/vue';
import App from './App.vue';
import './style.css';

createApp(App).mount('#app');
// endregion
