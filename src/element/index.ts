/** The element's class and types. Importing this file does not define the element. */
export { TypewriterStream } from './typewriter-stream.js';
export {
  StreamDeltaEvent,
  StreamEndEvent,
  StreamErrorEvent,
  StreamMessageEvent,
  StreamOpenEvent,
  StreamRetryEvent,
  StreamStateEvent,
  StreamTypedEvent,
} from '../run/events.js';
export { registerFormat } from '../formats/registry.js';
export { registerRenderer } from '../rendering/renderers.js';
export type {
  HighlightedRange,
  Highlighter,
  ImagePolicy,
  MarkupOptions,
  RenderBlock,
  RenderedBlock,
} from '../rendering/markdown/options.js';
export type { Renderer, RendererFactory, RendererParts } from '../rendering/renderer.js';
export type {
  Delta,
  FinishReason,
  Format,
  FormatFactory,
  FormatOptions,
  Usage,
} from '../formats/format.js';
export type { StreamEndReason, TypewriterStreamEventMap } from '../run/events.js';
export type { StreamState } from '../run/state.js';
export { StreamError } from '../stream/errors.js';
export type { StreamErrorKind } from '../stream/errors.js';
export type { StreamMessage } from '../stream/message.js';
export type { Strings } from './strings.js';
export type { StreamSource } from '../stream/source-transport.js';
