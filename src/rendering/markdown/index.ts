import './register.js';

export { registerRenderer } from '../renderers.js';
export type { RendererFactory, RendererParts } from '../renderer.js';
export { MarkdownRenderer } from './markdown-renderer.js';
export { MARKUP_ENGLISH } from './options.js';
export type {
  HighlightedRange,
  Highlighter,
  ImagePolicy,
  MarkupOptions,
  MarkupStrings,
  RenderBlock,
  RenderedBlock,
} from './options.js';
export { toHtml } from './parser/html.js';
export { MarkdownParser } from './parser/parser.js';
export { safeHref } from './parser/url.js';
