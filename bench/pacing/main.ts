// `npm run bench -- pacing`: how evenly, and how far behind, each way of pacing shows the same arrivals.
import { CONTENDERS } from './contenders.js';
import { RECORDED } from './recorded.js';
import { simulate } from './simulate.js';
import { TRACES, trace } from './trace.js';

const traces = [...TRACES, trace('recorded /burst', RECORDED)];
for (const given of traces) {
  console.log(`\n${given.name}`);
  console.table(
    Object.fromEntries(
      Object.entries(CONTENDERS).map(([name, create]) => {
        const result = simulate(create, given);
        return [
          name,
          {
            'lag ms': Math.round(result.lag),
            'worst lag ms': Math.round(result.worstLag),
            unevenness: Number(result.unevenness.toFixed(2)),
            'frozen 100 ms': `${result.frozen} of ${result.windows}`,
            'drain ms': Math.round(result.drain),
            'most in a frame': result.jump,
          },
        ];
      }),
    ),
  );
}
