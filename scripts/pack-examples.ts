// `npm run pack:examples`: the package as it would be published, for the examples to install.
import { pack } from './embeds/package.js';

const files = await pack();
console.log(`examples/typewriter-stream.tgz: ${files.length} files`);
