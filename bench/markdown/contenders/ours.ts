import { kit } from '../../../src/rendering/kit.js';
import { MarkdownRenderer } from '../../../src/rendering/markdown/markdown-renderer.js';
import { styles } from '../../../src/element/typewriter-stream.styles.js';
import type { MarkdownContender } from '../contender.js';

/** The renderer in a shadow root with the element's styles. */
export const create: MarkdownContender['create'] = (host) => {
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles.cssText);
  root.adoptedStyleSheets = [sheet];
  const container = document.createElement('div');
  container.part.add('text');
  const fallback = document.createElement('slot');
  const cursor = document.createElement('span');
  cursor.part.add('cursor');
  container.append(fallback);
  root.append(container);
  const renderer = new MarkdownRenderer({ container, fallback, cursor, kit });
  renderer.connect();
  return {
    write: (text) => {
      renderer.append(text);
      renderer.frame(performance.now());
    },
    end: () => renderer.settle(),
    root: container,
  };
};
