import 'typewriter-stream';
import { Properties } from './react-app.js';
import { hydrate } from './react-hydrate.js';

hydrate(Properties);
