import { demoServed } from '../demo-server/worker-client.js';

// The tags in the page start once their element is defined, so the streams must be served before.
void demoServed.then(() => import('./start.js')).then(({ start }) => start());
