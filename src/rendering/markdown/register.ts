import { registerRenderer } from '../renderers.js';
import { MarkdownRenderer } from './markdown-renderer.js';

/** What the element loads by itself: the renderer, and nothing that only programs call. */
registerRenderer('markdown', (parts) => new MarkdownRenderer(parts));
