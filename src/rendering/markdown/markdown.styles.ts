/** The build finds styles by this name, and removes their comments and spaces. */
const css = String.raw;

/** Based on the page's font and colour. Blocks have margins below only, so that groups of blocks are not visible. */
export const markdownStyles = css`
  .markdown,
  [part='footnotes'] {
    --_line: color-mix(in srgb, currentcolor 20%, transparent);
    --_soft: color-mix(in srgb, currentcolor 6%, transparent);
    --_quiet: color-mix(in srgb, currentcolor 72%, transparent);
    --_mono: var(
      --typewriter-code-font,
      ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      'Liberation Mono',
      monospace
    );
    white-space: normal;
    overflow-wrap: break-word;
  }
  .markdown > .blocks,
  .blocks > .blocks {
    display: flow-root;
  }
  /* Cancels the last block's margin. A selector for the last of all blocks would cost a third of the time for styles. */
  .markdown > .blocks:last-child {
    margin-block-end: -1em;
  }
  :where(
    p,
    ul,
    ol,
    blockquote,
    hr,
    .scroller,
    [part~='heading'],
    [part='code'],
    [part='rendered'],
    div[part='math']
  ) {
    margin-block: 0 1em;
  }
  :where([part~='heading']) {
    margin-block-end: 0.5em;
    padding-block-start: 0.5em;
    font-size: 1em;
    font-weight: 650;
    line-height: 1.3;
  }
  h1 {
    font-size: 1.6em;
  }
  h2 {
    font-size: 1.35em;
  }
  h3 {
    font-size: 1.15em;
  }
  h6 {
    color: var(--_quiet);
  }
  .markdown > .blocks:first-child > [part~='heading']:first-child {
    padding-block-start: 0;
  }
  ul,
  ol {
    padding-inline-start: 1.75em;
  }
  li {
    margin-block-end: 0.3em;
  }
  li::marker {
    color: var(--_quiet);
  }
  li > :is(p, ul, ol) {
    margin-block: 0 0.3em;
  }
  :is(.loose, .loose > .blocks) > li,
  :is(.loose, .loose > .blocks) > li > :is(p, ul, ol) {
    margin-block-end: 0.75em;
  }
  .task {
    list-style: none;
  }
  .task > p > [part='checkbox'] {
    inline-size: 1em;
    block-size: 1em;
    margin: 0 0.5em 0 -1.5em;
    font-size: inherit;
    vertical-align: -0.1em;
  }
  .task > p[dir='rtl'] > [part='checkbox'],
  [dir='rtl'] .task > p:not([dir='ltr']) > [part='checkbox'] {
    margin: 0 -1.5em 0 0.5em;
  }
  blockquote {
    margin-inline: 0;
    padding-inline-start: 1em;
    border-inline-start: 0.2em solid var(--_line);
    color: var(--_quiet);
  }
  :is(li, blockquote) > [dir],
  :is(td, th):not([align]) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  a {
    color: var(--typewriter-link-color, inherit);
    text-decoration: underline 0.06em;
    text-underline-offset: 0.2em;
  }
  a:hover {
    text-decoration-thickness: 0.12em;
  }
  a:not([href]) {
    text-decoration: underline dotted 0.06em;
  }
  hr {
    block-size: 0.5em;
    margin-block-end: 1.5em;
    border: 0;
    border-block-end: 1px solid var(--_line);
  }
  [part~='back'] {
    float: inline-end;
    margin-inline-start: 0.5em;
    text-decoration: none;
  }
  [part~='back']::before {
    content: '↩︎';
  }
  sup {
    font-size: 0.75em;
    line-height: 0;
  }
  img {
    max-inline-size: 100%;
    block-size: auto;
    border-radius: 0.4em;
  }
  [part='code-span'],
  [part~='math'] {
    font-family: var(--_mono);
    font-size: 0.875em;
  }
  [part='code-span'] {
    padding: 0.1em 0.3em;
    border: 1px solid transparent;
    border-radius: 0.3em;
    background: var(--_soft);
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
  }
  div[part='math'] {
    padding-inline-start: 1em;
    white-space: pre-wrap;
  }
  [part='code'] {
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: 0.5em;
    background: var(--typewriter-code-background, var(--_soft));
    text-align: left;
  }
  [part='code-header'] {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 0.3em 0.5em 0.3em 1.25em;
    border-block-end: 1px solid var(--_line);
    font-size: 0.8em;
    color: var(--_quiet);
    user-select: none;
    -webkit-user-select: none;
  }
  [data-text]::before {
    content: attr(data-text);
  }
  [part='copy'] {
    min-block-size: 24px;
    padding: 0 0.6em;
    border: 1px solid transparent;
    border-radius: 0.4em;
    background: none;
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  [part='copy']:hover {
    background: var(--_soft);
    border-color: var(--_line);
  }
  pre {
    margin: 0;
    padding: 0.75em 1em;
    font: 0.875em/1.5 var(--_mono);
    white-space: pre;
    overflow-wrap: normal;
    tab-size: 4;
  }
  pre > code {
    display: block;
    inline-size: max-content;
    min-inline-size: 100%;
    font: inherit;
  }
  .lines {
    display: block;
  }
  .blank {
    white-space: pre-wrap;
  }
  pre,
  .scroller,
  div[part='math'] {
    position: relative;
    overflow-x: auto;
  }
  table {
    inline-size: max-content;
    max-inline-size: max(100%, 34em);
    border-spacing: 0;
    font-variant-numeric: tabular-nums;
  }
  /* Each is painted separately, so that the browser looks only at changed rows. */
  tbody,
  tr {
    isolation: isolate;
  }
  th,
  td {
    padding: 0.45em 0.9em;
    border-block-end: 1px solid var(--_line);
    vertical-align: top;
  }
  th {
    border-block-end-width: 2px;
    font-weight: 650;
  }
  :is(pre, .scroller, [part='copy'], a, li):focus-visible {
    outline: 2px solid;
    outline-offset: -2px;
    border-radius: 0.3em;
  }
  [part='footnotes'] {
    margin-block-start: 2em;
    padding-block-start: 1em;
    border-block-start: 1px solid var(--_line);
    font-size: 0.875em;
  }
  [part='footnotes'] > ol {
    margin-block-end: 0;
  }
  @media print {
    [part='copy'],
    [part~='back'] {
      display: none;
    }
    table {
      max-inline-size: 100%;
    }
    pre,
    .scroller,
    [part='code'] {
      overflow: visible;
    }
    pre {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    pre > code {
      inline-size: auto;
    }
    [part~='heading'],
    [part='code-header'] {
      break-after: avoid;
    }
    tr,
    img {
      break-inside: avoid;
    }
    a[href^='http']::after {
      content: ' (' attr(href) ')';
      font-size: 0.85em;
      overflow-wrap: anywhere;
    }
  }
`;
