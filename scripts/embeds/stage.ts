import type { BrowserContext } from 'puppeteer-core';
import { App } from './app.js';
import { PATIENCE, type Server } from './server.js';

/** One served example, which tests visit. */
export class Stage {
  /** The problems in the console, of all visits. */
  readonly problems: string[] = [];
  /** Number of visits with a timeout. */
  #vain = 0;
  /** Whether the page could not be opened, so that later tests fail at once instead of waiting. */
  #isAbsent = false;

  constructor(
    private readonly context: BrowserContext,
    readonly server: Server,
    /** The page's address, which is different for a dev server. */
    private readonly address = server.address,
  ) {}

  /**
   * Opens the page without the calls of the previous visit, runs the test, and closes the page.
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
