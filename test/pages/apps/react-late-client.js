import { Late } from './react-app.js';
import { hydrate } from './react-hydrate.js';

hydrate(Late);
