/** The workflows of GitHub: pinned, with no more rights than they need. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { parseDocument } from 'yaml';

const folder = new URL('../../.github/workflows/', import.meta.url);

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  uses?: string;
  needs?: string | string[];
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps?: Step[];
}

interface Workflow {
  on: { push?: { tags?: string[] }; [event: string]: unknown };
  permissions: Record<string, string>;
  concurrency: { group: string; 'cancel-in-progress': boolean };
  jobs: Record<string, Job>;
}

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const document = parseDocument(text, { strict: true });
  return { name, text, errors: document.errors, workflow: document.toJS() as Workflow };
});

const jobsOf = ({ workflow }: (typeof workflows)[number]): Job[] => Object.values(workflow.jobs);
const release = workflows.find(({ name }) => name === 'release.yml')!;

test('every workflow is YAML without a mistake', () => {
  assert.deepEqual(workflows.map(({ name }) => name).sort(), ['ci.yml', 'release.yml']);
  for (const { name, errors } of workflows) assert.deepEqual(errors, [], name);
});

test('every action is pinned by a commit, with its version beside it, and to the same commit everywhere', () => {
  const pins = new Map<string, string>();
  let count = 0;
  for (const { name, text } of workflows) {
    for (const [, uses = ''] of text.matchAll(/^\s*(?:- )?uses:\s*(.+)$/gm)) {
      count += 1;
      if (uses.startsWith('./')) continue;
      assert.match(uses, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name);
      const [action = '', pin = ''] = uses.split('@');
      assert.equal(pins.get(action) ?? pin, pin, action);
      pins.set(action, pin);
    }
  }
  const parsed = workflows.flatMap((file) =>
    jobsOf(file).flatMap(({ uses, steps = [] }) => [uses, ...steps.map((step) => step.uses)]),
  );
  assert.equal(count, parsed.filter(Boolean).length, 'a `uses` that was not looked at');
});

test('a workflow may read, and only the job that publishes may also ask for an identity', () => {
  for (const file of workflows) {
    assert.deepEqual(file.workflow.permissions, { contents: 'read' }, file.name);
    for (const [name, { permissions }] of Object.entries(file.workflow.jobs)) {
      const publishes = file === release && name === 'publish';
      const wanted = publishes ? { contents: 'read', 'id-token': 'write' } : undefined;
      assert.deepEqual(permissions, wanted, `${file.name}: ${name}`);
    }
  }
});

test('no job runs for ever, keeps a credential, or pastes what others wrote into a command', () => {
  for (const file of workflows) {
    assert.ok(file.workflow.concurrency.group, file.name);
    for (const { uses, steps = [], 'timeout-minutes': minutes } of jobsOf(file)) {
      assert.ok(uses ?? minutes, file.name);
      for (const step of steps) {
        if (step.uses?.startsWith('actions/checkout@')) {
          assert.equal(step.with?.['persist-credentials'], false, file.name);
        }
        assert.doesNotMatch(step.run ?? '', /\$\{\{/, file.name);
      }
    }
    assert.doesNotMatch(file.text, /registry|secrets\./i, file.name);
  }
});

test('a pushed tag is tested and compared, packed without any right, and published with provenance', () => {
  assert.deepEqual(release.workflow.on, { push: { tags: ['v*'] } });
  assert.equal(release.workflow.concurrency['cancel-in-progress'], false);
  const { test: tested, pack, publish } = release.workflow.jobs;
  assert.equal(tested?.uses, './.github/workflows/ci.yml');
  assert.deepEqual(publish?.needs, ['test', 'pack']);
  const ci = workflows.find(({ name }) => name === 'ci.yml')!;
  assert.ok('workflow_call' in ci.workflow.on);
  assert.ok(jobsOf(ci).some(({ steps }) => steps?.some(({ run }) => run === 'bash .ci/run')));
  const runsOf = (job?: Job) => job?.steps?.flatMap(({ run }) => run ?? []) ?? [];
  const order = ['origin/main', '--check "$GITHUB_REF_NAME"', 'npm ci', 'build', 'npm pack'];
  assert.deepEqual(
    order.map((words) => runsOf(pack).findIndex((run) => run.includes(words))),
    [0, 1, 2, 3, 4],
  );
  // Nothing else runs where the identity is.
  const [only = '', ...others] = runsOf(publish);
  assert.match(only, /npm publish \.\/\*\.tgz --provenance --access public --tag "\$tag"/);
  assert.deepEqual(others, []);
});
