import type { BrowserContext } from 'puppeteer-core';
import { App } from './app.js';
import { PATIENCE, type Server } from './server.js';

/** One example, served and open to visits. */
export class Stage {
  /** What the console has complained of, in all visits. */
  readonly problems: string[] = [];
  /** Visits in which something never came. */
  #vain = 0;
  /** No other test has to find out with all its patience that the page is not there, or another one. */
  #isAbsent = false;

  constructor(
    private readonly context: BrowserContext,
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
    if (this.#isAbsent) throw new Error('The page could not be opened before.');
    if (this.#vain === 2) throw new Error('Two tests before this one waited in vain.');
    this.server.reset(extra);
    const start = performance.now();
    const app = await App.open(this.context, this.address, width).catch((error: unknown) => {
      this.#isAbsent = true;
      throw error;
    });
    try {
      await test(app, this.server);
    } catch (error) {
      if (performance.now() - start > PATIENCE) this.#vain++;
      throw error;
    } finally {
      this.problems.push(...app.problems);
      await app.close();
    }
  }
}
