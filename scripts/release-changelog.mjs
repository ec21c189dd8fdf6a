// The changelog's part in a release (package.json: version; .github/workflows/release.yml).
//   node scripts/release-changelog.mjs                  moves unreleased entries under package.json's version and today's date
//   node scripts/release-changelog.mjs --check v1.2.3   checks a tag against package.json and the changelog
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const UNRELEASED = '## [Unreleased]';

/** The text under a heading, up to the next heading of the same level; undefined without the heading. */
function section(changelog, heading) {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => line === heading || line.startsWith(`${heading} - `));
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  const end = length < 0 ? lines.length : start + 1 + length;
  return lines
    .slice(start + 1, end)
    .join('\n')
    .trim();
}

/**
 * Returns the changelog with the unreleased entries under a version and a date. Throws if there are none.
 *
 * @type {(changelog: string, version: string, date: string) => string}
 */
export const moveUnreleased = (changelog, version, date) => {
  const entries = section(changelog, UNRELEASED);
  if (entries === undefined) throw new Error(`CHANGELOG.md has no line "${UNRELEASED}".`);
  if (!entries) throw new Error('CHANGELOG.md says nothing under "Unreleased".');
  if (section(changelog, `## [${version}]`) !== undefined) {
    throw new Error(`CHANGELOG.md has a section for ${version} already.`);
  }
  // A function, since `$` is special in a replacement string.
  return changelog.replace(UNRELEASED, () => `${UNRELEASED}\n\n## [${version}] - ${date}`);
};

/**
 * Returns the problems of a tag; none if it may be published.
 *
 * @type {(
 *   tag: string,
 *   manifest: { version: string, repository?: string | { url: string } },
 *   changelog: string,
 *   repository?: string,
 * ) => string[]} `repository` is GitHub's "owner/name"
 */
export const problemsOf = (tag, manifest, changelog, repository) => {
  const problems = [];
  const { version } = manifest;
  if (tag !== `v${version}`) {
    problems.push(`The tag is ${tag}, package.json says ${version}. Tag with "npm version".`);
  }
  if (!section(changelog, `## [${version}]`)) {
    problems.push(`CHANGELOG.md says nothing about ${version}. Tag with "npm version".`);
  }
  if (repository) {
    const url = manifest.repository?.url ?? manifest.repository ?? '';
    const name = /github(?:\.com[/:]|:)([^/]+\/[^/]+?)(?:\.git)?$/.exec(url)?.[1];
    if (name?.toLowerCase() !== repository.toLowerCase()) {
      problems.push(
        `package.json's repository is "${url}", this is ${repository}: npm compares the two and ` +
          'refuses the provenance. Name it as "git+https://github.com/owner/name.git".',
      );
    }
  }
  return problems;
};

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const path = new URL('../CHANGELOG.md', import.meta.url);
  const changelog = readFileSync(path, 'utf8');
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const [option, tag = ''] = process.argv.slice(2);
  try {
    if (option === '--check') {
      const problems = problemsOf(tag, manifest, changelog, process.env.GITHUB_REPOSITORY);
      if (problems.length) throw new Error(problems.join('\n'));
    } else {
      const today = new Date().toISOString().slice(0, 10);
      writeFileSync(path, moveUnreleased(changelog, manifest.version, today));
    }
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
