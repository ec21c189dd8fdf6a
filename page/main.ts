import { demoServed } from '../demo-server/worker-client.js';

// The tags in the page start when their element is defined: not before somebody tells the streams.
void demoServed.then(() => import('./start.js')).then(({ start }) => start());
