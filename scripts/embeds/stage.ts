import type { Browser } from 'puppeteer-core';
import { App } from './app.js';
import type { Server } from './server.js';

/** One example, served and open to visits. */
export class Stage {
  /** What the console has complained of, in all visits. */
  readonly problems: string[] = [];

  constructor(
    private readonly browser: Browser,
    readonly server: Server,
    /** Where the page is; a dev server has an address of its own. */
    private readonly address = server.address,
  ) {}

  /**
   * Opens the page, with nothing left of the visit before, and closes it again.
   * @param extra see `Server.extra`
   */
  async visit(
    test: (app: App, server: Server) => Promise<void>,
    { extra = {}, width = 1200 }: { extra?: Record<string, string>; width?: number } = {},
  ): Promise<void> {
    this.server.reset(extra);
    const app = await App.open(this.browser, this.address, width);
    try {
      await test(app, this.server);
    } finally {
      this.problems.push(...app.problems);
      await app.close();
    }
  }
}
