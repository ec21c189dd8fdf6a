import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

// Node's and the browser's names are checked by TypeScript; the scripts in plain JavaScript know these.
const nodeGlobals = Object.fromEntries(
  ['console', 'process', 'performance', 'setInterval', 'setTimeout', 'clearInterval', 'URL'].map(
    (name) => [name, 'readonly'],
  ),
);

// Imports point down the path of the data: a room imports only rooms before it, and types. A later block of this file replaces
// the rule's options of an earlier one, hence one list per room.
const rooms = ['stream', 'formats', 'text', 'typing', 'rendering', 'run', 'element'];
const noRawHtml = {
  regex: '^lit/directives/unsafe-',
  message: 'Streamed text is untrusted: write it into text nodes.',
};
const noLit = {
  regex: '^(lit|lit/.*|@lit/.*|lit-.*)$',
  message: 'Only element/ and run/controller.ts import lit.',
};
const notFrom = (folders, message) => ({
  regex: `^(\\.\\./)+(${folders.join('|')})(/|\\.|$)`,
  allowTypeImports: true,
  message,
});
const restrictImports = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

/** What each room may not import besides the rooms after it. */
const closedTo = {
  formats: [
    {
      regex: '^(\\.\\./)+stream/(?!(message|errors|json)\\.js$)',
      allowTypeImports: true,
      message:
        'Of stream/, formats know only the message, its errors and JSON, not the transports.',
    },
  ],
  text: [notFrom(['stream', 'formats'], 'text/ knows only strings and ids.')],
  typing: [notFrom(['stream', 'formats', 'text'], 'typing/ knows only text and time.')],
  // Both rooms cut long work into tasks.
  rendering: [
    notFrom(
      ['stream/(?!next-task\\.js$).*', 'formats', 'text'],
      'rendering/ is told what to show.',
    ),
  ],
};
const roomRules = rooms.map((room, index) => {
  const after = rooms.slice(index + 1);
  return restrictImports(
    [`src/${room}/**/*.ts`],
    [
      noRawHtml,
      ...(room === 'element' ? [] : [noLit]),
      ...(after.length ? [notFrom(after, `${room}/ comes before them on the path.`)] : []),
      ...(closedTo[room] ?? []),
      notFrom(['server'], 'Nothing of the Node side is in the browser.'),
    ],
    ['src/run/controller.ts'],
  );
});

/** The pure rooms are given their clock, their random numbers and their nodes. */
const worldGlobals = [
  ...['document', 'window', 'navigator', 'location', 'performance', 'Date', 'console', 'fetch'],
  ...['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame', 'crypto'],
  ...['Node', 'Text', 'Element', 'HTMLElement', 'MutationObserver', 'ResizeObserver'],
];
const pureRooms = {
  files: ['src/{formats,text,typing}/**/*.ts', 'src/rendering/markdown/parser/**/*.ts'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...worldGlobals.map((name) => ({ name, message: 'A pure room is given it as an argument.' })),
    ],
    'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
  },
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'storybook-static/',
      'site/',
      'coverage/',
      'node_modules/',
      'tmp/',
      'examples/',
    ],
  },
  // Declarations of the built package and what is compiled against them: `npm run test:types`.
  { ignores: ['types/*.d.ts', 'test/types/'] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      lit.configs['flat/recommended'],
      wc.configs['flat/recommended'],
      wc.configs['flat/best-practice'],
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // `${number}` is as readable as `${String(number)}`.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => void handle()` and `return reply(…)` at the end of a void function are clear.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // It does not know that a field or `signal.aborted` may change during an await.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // noPropertyAccessFromIndexSignature is a matter of taste; both ways of writing are allowed.
      '@typescript-eslint/dot-notation': 'off',
      // As in HTML, a property takes more than it gives back, and `'auto' | string` names the words that matter.
      '@typescript-eslint/related-getter-setter-pairs': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // It takes `Promise<this>` of a getter for a mistake.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An empty handler that says why is fine; an empty one that swallows is a matter for review.
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // `expect(x).to.be.true`, `el.shadowRoot!` and floating `it(...)`s of node:test are a test's way of writing.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'wc/guard-super-call': 'off',
      'wc/max-elements-per-file': 'off',
    },
  },
  {
    // Tests of node:test as well.
    files: ['scripts/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
  {
    // Its scenarios are plain objects of functions.
    files: ['demo-server/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: nodeGlobals },
  },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]',
          message: 'Markup from strings is how injections happen: create nodes, or use a template.',
        },
        {
          selector:
            'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]',
          message: 'Markup from strings is how injections happen: create nodes, or use a template.',
        },
        {
          selector:
            'CallExpression[callee.object.name="document"][callee.property.name=/^writeln?$/]',
          message: 'document.write() is for no one.',
        },
        {
          selector:
            'MemberExpression[object.name=/^(describe|context|suite|it|test|specify)$/][property.name=/^(only|skip|todo)$/]',
          message: 'A test that is left out, or that leaves out all others, is not committed.',
        },
        {
          selector: 'CallExpression[callee.name=/^(xit|xdescribe|xcontext|fit|fdescribe)$/]',
          message: 'A test that is left out, or that leaves out all others, is not committed.',
        },
      ],
    },
  },

  ...roomRules,
  restrictImports(
    ['server/**/*.ts'],
    [noLit, notFrom(['src'], 'server/ knows nothing of the element.')],
  ),
  restrictImports(['src/run/controller.ts', 'src/index.ts', 'stories/**/*.ts'], [noRawHtml]),
  pureRooms,
);
