/** What a release does to the changelog, and what it looks at before it is published. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { moveUnreleased, problemsOf } from '../../scripts/release-changelog.mjs';

const BEFORE = `# Changelog

## [Unreleased]

### Fixed

- It costs $1 and $& now.

## [1.0.0] - 2026-01-02

### Added

- Everything.
`;

const AFTER = BEFORE.replace('[Unreleased]', () => '[Unreleased]\n\n## [1.1.0] - 2026-02-03');

const manifest = { version: '1.1.0', repository: { url: 'git+https://github.com/someone/it.git' } };

test('what is unreleased comes under the version and the date, and the rest stays as it is', () => {
  assert.equal(moveUnreleased(BEFORE, '1.1.0', '2026-02-03'), AFTER);
});

test("the project's own changelog can be released, or was just now", () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const changelog = read('CHANGELOG.md');
  // On a release's own commit nothing is unreleased.
  if (changelog.includes(`\n## [${version}] - `)) return;
  const released = moveUnreleased(changelog, version, '2026-02-03');
  assert.ok(released.includes(`\n\n## [${version}] - 2026-02-03\n\n`));
});

test('nothing is released twice, and no release is empty', () => {
  assert.throws(() => moveUnreleased(BEFORE, '1.0.0', '2026-02-03'), /1\.0\.0 already/);
  assert.throws(() => moveUnreleased(AFTER, '1.2.0', '2026-02-03'), /nothing under "Unreleased"/);
  assert.throws(() => moveUnreleased('# Changelog\n', '1.2.0', '2026-02-03'), /no line/);
});

test('a tag that agrees with package.json, the changelog and the repository may be published', () => {
  assert.deepEqual(problemsOf('v1.1.0', manifest, AFTER, 'Someone/it'), []);
  const short = { ...manifest, repository: 'github:someone/it' };
  assert.deepEqual(problemsOf('v1.1.0', short, AFTER, 'someone/it'), []);
});

test('a tag of another version, a silent changelog and another repository are each named', () => {
  const [tag, ...others] = problemsOf('v1.1.1', manifest, AFTER, 'someone/it');
  assert.match(tag!, /tag is v1\.1\.1, package\.json says 1\.1\.0/);
  assert.deepEqual(others, []);
  assert.match(
    problemsOf('v1.1.0', manifest, BEFORE, 'someone/it').join(),
    /nothing about 1\.1\.0/,
  );
  assert.match(problemsOf('v1.1.0', manifest, AFTER, 'else/it').join(), /refuses the provenance/);
  const nowhere = { version: '1.1.0' };
  assert.match(problemsOf('v1.1.0', nowhere, AFTER, 'someone/it').join(), /repository is ""/);
});

test('1.1.0 is not found in the section of 1.1.0-beta.1', () => {
  const beta = AFTER.replace('[1.1.0]', '[1.1.0-beta.1]');
  assert.equal(problemsOf('v1.1.0', manifest, beta, 'someone/it').length, 1);
});
