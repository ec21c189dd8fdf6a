import 'typewriter-stream';
import { Attributes } from './react-app.js';
import { hydrate } from './react-hydrate.js';

hydrate(Attributes);
