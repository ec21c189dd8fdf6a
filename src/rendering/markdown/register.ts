import { registerRenderer } from '../renderers.js';
import { MarkdownRenderer } from './markdown-renderer.js';

/** The module that the element loads by itself: the renderer, without functions that only authors call. */
registerRenderer('markdown', (parts) => new MarkdownRenderer(parts));
