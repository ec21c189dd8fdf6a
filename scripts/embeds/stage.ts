import type { Browser } from 'puppeteer-core';
import { App } from './app.js';
import { PATIENCE, type Server } from './server.js';

/** One example, served and open to visits. */
export class Stage {
  /** What the console has complained of, in all visits. */
  readonly problems: string[] = [];
  /** Visits in which something never came. */
  #vain = 0;

  constructor(
    private readonly browser: Browser,
    readonly server: Server,
    /** Where the page is; a dev server has an address of its own. */
    private readonly address = server.address,
  ) {}

  /**
   * Throws if the page is not there or another one: then no test of it has to find that out with all its patience.
   * Every page asks for a song as soon as it is there. Unless that song has begun, the next visit would count its request.
   */
  async checkPage(): Promise<void> {
    await this.visit((app) => app.songBegins());
  }

  /**
   * Opens the page, with nothing left of the visit before, and closes it again.
   * @param extra see `Server.extra`
   */
  async visit(
    test: (app: App, server: Server) => Promise<void>,
    { extra = {}, width = 1200 }: { extra?: Record<string, string>; width?: number } = {},
  ): Promise<void> {
    if (this.#vain === 2) throw new Error('Two tests before this one waited in vain.');
    this.server.reset(extra);
    const start = performance.now();
    const app = await App.open(this.browser, this.address, width);
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
