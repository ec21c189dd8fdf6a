import 'typewriter-stream';
import { createApp } from './vue-app.js';

createApp().mount('#root');
