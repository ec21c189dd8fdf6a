// `npm test`: what a change must pass before it is shown to anybody. `npm run test:all`: what takes longer, and nothing of the former.
// The last line printed is `N passed, N failed, N skipped`. The steps stand in scripts/steps.mjs.
//   npm test -- --only lint,server                                some steps, of either command
//   npm test -- --engine firefox                                  the browser tests, in one engine
//   npm test -- --files test/cursor.test.ts --engine chromium     one file (globs, comma separated)
//   npm run test:all -- --built                                   with the files that `npm test` has just built
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { engines, remedies } from './browsers.mjs';
import { BROWSER_TESTS, steps } from './steps.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const listOption = { type: 'string', multiple: true };
const { values } = parseArgs({
  options: {
    all: { type: 'boolean' },
    built: { type: 'boolean' },
    only: listOption,
    engine: listOption,
    files: listOption,
  },
});
const [only, engine, files] = [values.only, values.engine, values.files].map((texts) =>
  texts?.flatMap((text) => text.split(',')),
);
/** Steps at a time. Two fill two cores, since the browsers draw without a graphics card; three made each of them slower. */
const LANES = 2;
const isWanted = ({ name, all = false }) => {
  if (only) return only.includes(name);
  return engine || files ? name === 'browsers' : all === (values.all ?? false);
};
const unknown = [
  ...(only ?? []).filter((name) => !steps.some((step) => step.name === name)),
  ...(engine ?? []).filter((name) => !(name in remedies)),
];
if (unknown.length) {
  console.error(`No such step or engine: ${unknown.join(', ')}.`);
  console.error(`Steps: ${steps.map(({ name }) => name).join(', ')}.`);
  console.error(`Engines: ${Object.keys(remedies).join(', ')}.`);
  process.exit(2);
}

const running = new Set();

/** Runs a command, gives each piece of its output to `show`, and keeps all of it. */
function run(command, env, show) {
  return new Promise((resolve) => {
    const child = spawn(command, {
      cwd: root,
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that ending it ends the shell's children too.
      detached: process.platform !== 'win32',
      env: {
        ...process.env,
        ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
        PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
        ...env,
      },
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        // The runners move the cursor about even where there is no terminal.
        show(process.stdout.isTTY ? text : stripVTControlCharacters(text));
      });
    }
    child.on('error', (error) => show(`${error}\n`));
    child.on('close', (status) => {
      running.delete(child);
      resolve({ ok: status === 0, output: stripVTControlCharacters(output) });
    });
  });
}

for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(signal, () => {
    for (const { pid } of running) {
      try {
        process.kill(process.platform === 'win32' ? pid : -pid);
      } catch {
        // It has just ended by itself.
      }
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

/** The test files that a step names. */
function testFiles({ node, except = [] }) {
  const isLeft = (path) => !except.some((left) => path === left || path.startsWith(`${left}/`));
  const under = (path) => {
    if (!existsSync(join(root, path))) return [];
    if (statSync(join(root, path)).isFile()) return [path];
    return readdirSync(join(root, path)).flatMap((name) => under(`${path}/${name}`));
  };
  return node.flatMap(under).filter((path) => path.endsWith('.test.ts') && isLeft(path));
}

const commandsOf = (step) =>
  step.node
    ? [`node --import tsx --test-reporter=spec scripts/node-tests.mjs ${testFiles(step).join(' ')}`]
    : step.run.map((name) => scripts[name] ?? name);

/** The engines in which a step runs. */
function enginesOf({ env }) {
  if (engine) return engine;
  return (!files && env?.TEST_ENGINES?.split(',')) || Object.keys(remedies);
}

/** An engine that is not there is named and skipped; in CI, or when it was asked for, it is a failure. */
async function absentEngines(wanted) {
  const found = await engines();
  const absent = wanted.filter((name) => !found[name]);
  const isFailure = Boolean(engine) || /^(1|true)$/.test(process.env.CI ?? '');
  return {
    messages: absent.map((name) => `${name}: not found, ${remedies[name]}`),
    counts: { [isFailure ? 'failed' : 'skipped']: absent.length },
    areAll: absent.length === wanted.length,
  };
}

/** What the closing lines say, and what is summed up. */
const totals = { passed: 0, failed: 0, skipped: 0 };
const add = (counts) => Object.keys(counts).forEach((key) => (totals[key] += counts[key]));
const report = [];

/** @returns whether it passed, and what to say of it */
async function runStep(step, show) {
  if (step.run?.[0] === BROWSER_TESTS) {
    const absent = await absentEngines(enginesOf(step));
    for (const message of absent.messages) show(`${message}\n`);
    report.push(...absent.messages);
    add(absent.counts);
    if (absent.areAll) return { ok: !absent.counts.failed, result: 'no engine' };
  }
  const env = {
    ...step.env,
    TEST_ENGINES: enginesOf(step).join(','),
    ...(files && { TEST_FILES: files.join(',') }),
  };
  let ok, output;
  for (const command of commandsOf(step)) {
    ({ ok, output } = await run(command, env, show));
    if (!ok) break;
  }
  if (!step.node && !step.tests) {
    if (isWanted(step) || !ok) add(ok ? { passed: 1 } : { failed: 1 });
    return { ok, result: ok ? 'passed' : 'FAILED' };
  }
  const counts = readTotals(output);
  // A runner that breaks, or that ran nothing, has failed, whatever it counted.
  if (counts.failed === 0 && (!ok || counts.passed === 0)) {
    show(`${step.name}: ${ok ? 'ran no test' : 'failed'}\n`);
    counts.failed = 1;
  }
  add(counts);
  const { passed, failed, skipped } = counts;
  return { ok: failed === 0, result: `${passed} passed, ${failed} failed, ${skipped} skipped` };
}

function select() {
  const named = (name) => (values.built ? undefined : steps.find((step) => step.name === name));
  const withEarlier = (step) => (step ? [...withEarlier(named(step.after)), step] : []);
  const wanted = new Set(steps.filter(isWanted).flatMap(withEarlier));
  return steps.filter((step) => wanted.has(step) && (!step.node || testFiles(step).length > 0));
}

const selected = select();
const waiting = [...selected];
const ended = new Map();

/** Runs one step, and shows its output in one piece, unless it is the only one. */
async function perform(step) {
  const isAlone = selected.length === 1;
  let kept = '';
  const show = (text) => void (isAlone ? process.stdout.write(text) : (kept += text));
  console.log(isAlone ? `\n== ${step.name}` : `.. ${step.name}`);
  const start = performance.now();
  let outcome;
  if (ended.get(step.after) === false) {
    add({ failed: 1 });
    outcome = { ok: false, result: `FAILED, since ${step.after} failed` };
  } else outcome = await runStep(step, show);
  ended.set(step.name, outcome.ok);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  report.push(`${step.name.padEnd(16)} ${seconds.padStart(6)} s  ${outcome.result}`);
  if (!isAlone) process.stdout.write(`\n== ${step.name}\n${kept}`);
  console.log(report.at(-1));
}

const active = new Set();
while (waiting.length || active.size) {
  const isReady = ({ after }) => ended.has(after) || !selected.some(({ name }) => name === after);
  const index = active.size < LANES ? waiting.findIndex(isReady) : -1;
  if (index < 0) await Promise.race(active);
  else {
    const task = perform(...waiting.splice(index, 1)).finally(() => active.delete(task));
    active.add(task);
  }
}

console.log(`\n${report.join('\n')}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
