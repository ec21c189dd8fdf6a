// Checks the links of Storybook's documentation pages.
import type { Page } from 'puppeteer-core';

export interface PageLinks {
  readonly hrefs: readonly string[];
  readonly anchors: readonly string[];
}

export const readLinks = async (page: Page): Promise<PageLinks> =>
  (await page.evaluate(`({
    hrefs: [...document.querySelectorAll('#storybook-docs .sbdocs-content a[href]')]
      .filter((link) => !link.closest('.docs-story'))
      .map((link) => link.getAttribute('href')),
    anchors: [...document.querySelectorAll('#storybook-docs [id]')].map(({ id }) => id),
  })`)) as PageLinks;

/** Returns links that lead to no page, or to no heading of a page that was read. */
export function brokenLinks(
  links: ReadonlyMap<string, PageLinks>,
  index: Readonly<Record<string, unknown>>,
): string[] {
  const problemOf = (from: string, href: string): string | undefined => {
    // Storybook itself adds links to the iframe of a story.
    if (/^(?:https?:|mailto:|iframe\.html)/.test(href)) return undefined;
    const [path = '', anchor = ''] = href.split('#');
    const to = path === '' ? from : /^\?path=\/docs\/([\w-]+)$/.exec(path)?.[1];
    if (to === undefined || !(to in index)) return 'leads to no page';
    const page = links.get(to);
    if (anchor && page && !page.anchors.includes(anchor)) return 'leads to no heading';
    return undefined;
  };
  return [...links].flatMap(([from, { hrefs }]) =>
    [...new Set(hrefs)].flatMap((href) => {
      const problem = problemOf(from, href);
      return problem ? [`${from}: ${href} ${problem}`] : [];
    }),
  );
}
