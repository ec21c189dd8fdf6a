// `npm test`: every check there is, one after the other. The last line printed is `N passed, N failed, N skipped`.
//   npm test -- --only lint,server                                some steps (named below)
//   npm test -- --engine firefox                                  the browser tests, in one engine
//   npm test -- --files test/cursor.test.ts --engine chromium     one file (globs, comma separated)
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { engines, remedies } from './browsers.mjs';

// `run`: scripts of package.json. `tests`: the last of them prints totals; a step without counts as one, passed or failed.
const steps = [
  { name: 'types', run: ['typecheck'] },
  { name: 'lint', run: ['lint'] },
  { name: 'format', run: ['format:check'] },
  { name: 'server', run: ['test:server'], tests: true },
  { name: 'browsers', run: ['test:browsers'], tests: true },
  { name: 'stories', run: ['build-storybook', 'test:stories'], tests: true },
  { name: 'build', run: ['build'] },
  { name: 'framework-types', run: ['test:types'] },
  { name: 'package', run: ['test:package'], tests: true },
  { name: 'ssr', run: ['test:ssr'], tests: true },
  { name: 'embeds', run: ['test:embeds'], tests: true },
  { name: 'publint', run: ['publint'] },
  { name: 'attw', run: ['attw'] },
  { name: 'size', run: ['size'] },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const listOption = { type: 'string', multiple: true };
const { values } = parseArgs({
  options: { only: listOption, engine: listOption, files: listOption },
});
const [only, engine, files] = [values.only, values.engine, values.files].map((texts) =>
  texts?.flatMap((text) => text.split(',')),
);
const selection = only ?? (engine || files ? ['browsers'] : steps.map(({ name }) => name));
const unknown = [
  ...selection.filter((name) => !steps.some((step) => step.name === name)),
  ...(engine ?? []).filter((name) => !(name in remedies)),
];
if (unknown.length) {
  console.error(`No such step or engine: ${unknown.join(', ')}.`);
  console.error(`Steps: ${steps.map(({ name }) => name).join(', ')}.`);
  console.error(`Engines: ${Object.keys(remedies).join(', ')}.`);
  process.exit(2);
}

/** Runs a script of package.json, shows its output and keeps it. */
let running;
function run(script, variables) {
  return new Promise((resolve) => {
    const child = spawn(scripts[script], {
      cwd: root,
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that ending it ends the shell's children too.
      detached: process.platform !== 'win32',
      env: {
        ...process.env,
        ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
        PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
        ...variables,
      },
    });
    running = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        // The runners move the cursor about even where there is no terminal.
        process.stdout.write(process.stdout.isTTY ? text : stripVTControlCharacters(text));
      });
    }
    child.on('error', (error) => console.error(error));
    child.on('close', (status) => {
      running = undefined;
      resolve({ ok: status === 0, output: stripVTControlCharacters(output) });
    });
  });
}

for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(signal, () => {
    try {
      if (running) process.kill(process.platform === 'win32' ? running.pid : -running.pid);
    } catch {
      // It has just ended by itself.
    }
    process.exit(code);
  });
}

/** What a test runner printed: our own closing line, or that of `node --test`. */
function readTotals(output) {
  const [line] = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].slice(-1);
  if (line) return { passed: Number(line[1]), failed: Number(line[2]), skipped: Number(line[3]) };
  const count = (word) => Number(output.match(new RegExp(`^ℹ ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
  return {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  };
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const add = (counts) => Object.keys(counts).forEach((key) => (totals[key] += counts[key]));
const report = [];

/** An engine that is not there is named and skipped; in CI, or when it was asked for, it is a failure. */
async function absentEngines() {
  const found = await engines();
  const absent = Object.keys(remedies).filter(
    (name) => !found[name] && (!engine || engine.includes(name)),
  );
  for (const name of absent) {
    console.log(`${name}: not found, ${remedies[name]}`);
    report.push(`${name}: not found, ${remedies[name]}`);
  }
  const isFailure = Boolean(engine) || /^(1|true)$/.test(process.env.CI ?? '');
  add(isFailure ? { failed: absent.length } : { skipped: absent.length });
  return Object.keys(found).every((name) => !found[name] || (engine && !engine.includes(name)));
}

async function runStep({ name, run: [...names], tests }) {
  const stories = join(root, 'stories');
  if (name === 'stories' && (!existsSync(stories) || readdirSync(stories).length === 0)) {
    add({ skipped: 1 });
    return 'not there yet';
  }
  if (name === 'browsers' && (await absentEngines())) return 'no engine';
  const variables = {
    ...(engine && { TEST_ENGINES: engine.join(',') }),
    ...(files && { TEST_FILES: files.join(',') }),
  };
  let ok, output;
  for (const script of names) {
    ({ ok, output } = await run(script, variables));
    if (!ok) break;
  }
  if (!tests) {
    add(ok ? { passed: 1 } : { failed: 1 });
    return ok ? 'passed' : 'FAILED';
  }
  const counts = readTotals(output);
  // A runner that breaks, or that ran nothing, has failed, whatever it counted.
  if (counts.failed === 0 && (!ok || counts.passed === 0)) {
    console.log(`${name}: ${ok ? 'ran no test' : 'failed'}`);
    counts.failed = 1;
  }
  add(counts);
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}

for (const step of steps.filter(({ name }) => selection.includes(name))) {
  console.log(`\n== ${step.name}`);
  const start = performance.now();
  const result = await runStep(step);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  report.push(`${step.name.padEnd(15)} ${seconds.padStart(6)} s  ${result}`);
  console.log(report.at(-1));
}

console.log(`\n${report.join('\n')}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
