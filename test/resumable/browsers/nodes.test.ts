/**
 * The element in real browsers, before two nodes behind nginx. One tab is over HTTP/1.1 and the other over HTTP/2, but where
 * nginx itself tells that a node is gone, which it does in another way in each.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { remedies } from '../../../scripts/browsers.mjs';
import { engines, until, type Browser, type Page } from '../support/browser.js';
import { cancel, go, NodeProcess, start, text } from '../support/node.js';
import { startNginx, type Nginx } from '../support/nginx.js';
import { freePort, needs } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';

const LEASE = 4000;
const WORDS = 100;
const TALK = `words=${WORDS}&interval=5`;
/** Half of it is told when something happens, however slow the browser is. */
const HALF = `${TALK}&held=${WORDS / 2}`;
const HALF_LENGTH = text(WORDS / 2).length;

const PAGE = `<!doctype html><meta charset="utf-8"><title>A chat</title>
<link rel="icon" href="data:,">
<script type="module" src="element.js"></script>
<typewriter-stream speed="instant"></typewriter-stream>
<script>
  const element = document.querySelector('typewriter-stream');
  element.setAttribute('format', location.search.slice(1));
  element.setAttribute('src', '/' + location.hash.slice(1));
  // What was shown must not be taken back, whatever happens to the connection.
  let longest = '';
  window.wasTakenBack = false;
  element.addEventListener('stream-delta', () => {
    if (!element.text.startsWith(longest)) window.wasTakenBack = true;
    longest = element.text;
  });
</script>`;

async function bundleElement(): Promise<string> {
  const entry = join(import.meta.dirname, '../../../src/index.ts');
  const options = { bundle: true, format: 'esm', write: false, logLevel: 'error' } as const;
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  return outputFiles[0]!.text;
}

const SHOWN = `(() => {
  const { state, text, error } = document.querySelector('typewriter-stream');
  return { state, text, wasTakenBack, error: error ? error.message + ' ' + (error.detail ?? '') + (error.body ?? '') : '' };
})()`;

interface Shown {
  state: string;
  text: string;
  wasTakenBack: boolean;
  error: string;
}

/** One tab with the element. */
class Tab {
  private constructor(readonly page: Page) {}

  static async open(browser: Browser, url: string, id: string, format = 'json'): Promise<Tab> {
    return new Tab(await browser.open(`${url}/static/page.html?${format}#${id}`));
  }

  shown(): Promise<Shown> {
    return this.page.evaluate(SHOWN) as Promise<Shown>;
  }

  has(characters: number): Promise<void> {
    return until(
      this.page,
      `document.querySelector('typewriter-stream')?.text?.length >= ${characters}`,
      SHOWN,
    );
  }

  async ended(): Promise<Shown> {
    await until(
      this.page,
      `['done', 'error', 'stopped'].includes(document.querySelector('typewriter-stream')?.state)`,
      SHOWN,
    );
    return this.shown();
  }

  async isExact(): Promise<void> {
    const shown = await this.ended();
    assert.deepEqual(shown, { state: 'done', text: text(WORDS), wasTakenBack: false, error: '' });
    await this.page.close();
  }
}

const found = await engines();
const elementScript = await bundleElement();

// Waiting is most of it, so the engines go on side by side.
describe('The element before two nodes', { concurrency: 3, timeout: 300_000 }, () => {
  for (const engine of ['webkit', 'chromium', 'firefox'] as const) suite(engine);
});

function suite(engine: keyof typeof found): void {
  const launch = found[engine];
  const remedy = `${engine} is missing: ${remedies[engine]}`;
  const missing =
    launch || process.env['CI'] ? needs('redis-server', 'nginx', 'openssl') : { skip: remedy };
  describe(`in ${engine}`, { concurrency: 1, ...missing }, () => {
    let redis: RedisServer;
    /** Behind nginx, which gives the two tabs of a test to one each. */
    let nodes: [NodeProcess, NodeProcess];
    let producing: NodeProcess;
    let nginx: Nginx;
    let browser: Browser;
    const ports: number[] = [];
    const openNode = (index: number): Promise<NodeProcess> =>
      NodeProcess.start('@redis/client', redis.url, LEASE, ports[index]);

    before(async () => {
      ports.push(await freePort(), await freePort());
      redis = await RedisServer.start('everysec');
      nodes = await Promise.all([openNode(0), openNode(1)]);
      producing = await openNode(2);
      const files = { 'page.html': PAGE, 'element.js': elementScript };
      nginx = await startNginx(
        nodes.map((node) => node.url),
        files,
      );
      if (!launch) throw new Error(remedy);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await nginx?.stop();
      await Promise.all([...(nodes ?? []), producing].map((node) => node?.kill()));
      await redis?.stop();
    });
    /** Over HTTP/1.1, and over HTTP/2. */
    const tabs = (id: string): Promise<[Tab, Tab]> =>
      Promise.all([Tab.open(browser, nginx.url, id), Tab.open(browser, nginx.secureUrl, id)]);

    it('shows two tabs the same text', async () => {
      const id = await start(producing.url, TALK);
      const both = await tabs(id);
      const used = await Promise.all(
        both.map(({ page }) =>
          page.evaluate(`performance.getEntriesByType('navigation')[0].nextHopProtocol`),
        ),
      );
      // Chromium does not always name the other.
      assert.deepEqual(
        used.map((protocol) => protocol === 'h2'),
        [false, true],
      );
      for (const tab of both) await tab.isExact();
    });

    /** One of two tabs is before the node that is killed. */
    const goesOn = async (url: () => string, talk: string, format?: string): Promise<void> => {
      const id = await start(producing.url, talk);
      const open = (): Promise<Tab> => Tab.open(browser, url(), id, format);
      const both = await Promise.all([open(), open()]);
      for (const tab of both) await tab.has(HALF_LENGTH);
      await nodes[1].kill();
      await go(producing.url);
      for (const tab of both) await tab.isExact();
      nodes[1] = await openNode(1);
    };

    it('goes on when the node that serves is killed, over HTTP/1.1', () =>
      goesOn(() => nginx.url, HALF));

    // WebKitGTK's HTTP/2 (libsoup 3.2) keeps from a page that a stream was reset, which is how nginx tells that a node is gone.
    if (engine !== 'webkit') {
      it('goes on when the node that serves is killed, over HTTP/2', () =>
        goesOn(() => nginx.secureUrl, HALF));
    }

    it("goes on with a provider's own events when the node that serves is killed", () =>
      goesOn(() => nginx.url, `${HALF}&openai=1`, 'openai'));

    it('goes on when Redis is killed', async () => {
      const id = await start(producing.url, HALF);
      const both = await tabs(id);
      for (const tab of both) await tab.has(HALF_LENGTH);
      await redis.kill();
      await redis.start();
      await go(producing.url);
      for (const tab of both) await tab.isExact();
    });

    it('shows all again after a reload', async () => {
      const id = await start(producing.url, HALF);
      const both = await tabs(id);
      for (const tab of both) {
        for (let times = 0; times < 2; times++) {
          await tab.has(HALF_LENGTH);
          await tab.page.reload();
        }
      }
      await go(producing.url);
      for (const tab of both) await tab.isExact();
    });

    it('ends well when another node cancels', async () => {
      const id = await start(producing.url, 'words=100000&interval=20');
      const both = await tabs(id);
      for (const tab of both) await tab.has(100);
      assert.equal(await cancel(nodes[1].url, id), 204);
      for (const tab of both) {
        const shown = await tab.ended();
        assert.equal(shown.state, 'done');
        assert.ok(text(10_000).startsWith(shown.text));
        await tab.page.close();
      }
    });

    it('keeps the text and says that the producer is lost when its node is killed', async () => {
      const id = await start(producing.url, 'words=100000&interval=20');
      const both = await tabs(id);
      for (const tab of both) await tab.has(100);
      await producing.kill();
      for (const tab of both) {
        const shown = await tab.ended();
        assert.equal(shown.state, 'error');
        assert.match(shown.error, /The server that wrote this answer is gone/);
        assert.ok(shown.text.length >= 100 && text(10_000).startsWith(shown.text));
        assert.equal(shown.wasTakenBack, false);
        await tab.page.close();
      }
      producing = await openNode(2);
    });
  });
}
