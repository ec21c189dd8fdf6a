// The Web Test Runner's reporter: one line per file and engine, failures with the engine and the test's full name, and finally
// `N passed, N failed, N skipped`, which scripts/test.mjs adds up.
import { relative } from 'node:path';

/** Every test of a suite with its sentence: the names of its suites and of the test. */
function flatten(suite, names = []) {
  if (!suite) return [];
  const sentence = (test) => [...names, test.name].join(' ');
  return [
    ...suite.tests.map((test) => ({ ...test, sentence: sentence(test) })),
    ...suite.suites.flatMap((inner) => flatten(inner, [...names, inner.name])),
  ];
}

/** The results of one file in one engine. */
function summarize(session) {
  const tests = flatten(session.testResults);
  const failures = tests.filter((test) => !test.passed && !test.skipped);
  // The file itself fails if it does not load, takes too long, or a hook throws.
  for (const error of session.errors) failures.push({ sentence: '(the file)', error });
  if (!session.passed && failures.length === 0) {
    const message = 'failed outside of a test (in a hook?)';
    failures.push({ sentence: '(the file)', error: { message } });
  }
  if (tests.length === 0 && failures.length === 0) {
    failures.push({ sentence: '(the file)', error: { message: 'has no tests' } });
  }
  return {
    failures,
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    skipped: tests.filter((test) => test.skipped),
  };
}

const indent = (text, by) => String(text).replace(/^/gm, ' '.repeat(by));

function describeError({ name, message, stack, expected, actual } = {}) {
  const lines = [name && !message?.startsWith(name) ? `${name}: ${message}` : message];
  if (expected !== undefined) lines.push(`expected: ${expected}`, `  actual: ${actual}`);
  // Only the project's own files are useful in the stack.
  const where = stack
    ?.split('\n')
    .filter((line) => /\.ts:\d+/.test(line) && !line.includes('node_modules'));
  if (where?.length) lines.push(...where.map((line) => `  ${line.trim()}`));
  return lines.join('\n');
}

const plain = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** @returns {import('@web/test-runner').Reporter} */
export function reporter() {
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      const file = relative(process.cwd(), testFile);
      for (const session of sessionsForTestFile) {
        const engine = session.browser.name;
        const { passed, failures, skipped } = summarize(session);
        const mark = failures.length ? '✗' : '✓';
        const extra = skipped.length ? `, ${skipped.length} skipped` : '';
        logger.log(
          `${mark} ${file} [${engine}] ${passed} passed, ${failures.length} failed${extra}`,
        );
        for (const { sentence } of skipped) logger.log(`  - skipped: ${sentence}`);
        for (const { sentence, error } of failures) {
          logger.log(`  ✗ [${engine}] ${sentence}`);
          logger.log(indent(describeError(error), 6));
        }
        for (const path of session.request404s) logger.log(`  not found: ${path}`);
        for (const log of session.logs) {
          logger.log(indent(`console.error: ${log.map(plain).join(' ')}`, 2));
        }
      }
    },

    stop({ sessions, testCoverage }) {
      if (testCoverage) {
        const { pct } = testCoverage.summary.lines;
        console.log(`coverage: ${pct} % of the lines${testCoverage.passed ? '' : ', too little'}`);
      }
      const results = sessions.map(summarize);
      const sum = (count) => results.reduce((total, result) => total + count(result), 0);
      const passed = sum((result) => result.passed);
      // Too little coverage fails the run, so it counts as one failure.
      const failed = sum((result) => result.failures.length) + (testCoverage?.passed === false);
      const skipped = sum((result) => result.skipped.length);
      console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    },
  };
}
