// A Web Test Runner launcher for WebKitGTK: starts Xvfb (MiniBrowser has no headless mode) on a free display and WebKitWebDriver
// on a free port, and always ends both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { webdriverLauncher } from '@web/test-runner-webdriver';

/** @returns {Promise<number>} */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function waitForPort(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await delay(100);
  }
  throw new Error(`WebKitWebDriver does not answer on port ${port}`);
}

/** Xvfb chooses a free display and writes its number to the given file descriptor. */
async function startXvfb(program) {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await Promise.race([
    once(child.stdio[3], 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('Xvfb did not start'))),
  ]);
  return { child, display: `:${String(number).trim()}` };
}

/** The capabilities of a new session. */
export const capabilitiesOf = (miniBrowser) => ({
  browserName: 'MiniBrowser',
  'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
});

/**
 * Starts WebKitWebDriver on a separate display.
 * @param {{ driver: string, xvfb: string }} programs
 * @param {number} port
 * @returns {Promise<() => void>} ends both programs, which also end with this process
 */
export async function startDriver({ driver, xvfb }, port) {
  const { child, display } = await startXvfb(xvfb);
  const children = [child];
  const endAll = () => {
    for (const started of children.splice(0)) started.kill();
  };
  process.on('exit', endAll);
  children.push(
    spawn(driver, ['--host=127.0.0.1', `--port=${port}`], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11' },
    }),
  );
  await waitForPort(port);
  return endAll;
}

/** @param {{ driver: string, miniBrowser: string, xvfb: string }} programs */
export async function webkitLauncher({ driver, miniBrowser, xvfb }) {
  const port = await freePort();
  const launcher = webdriverLauncher({
    hostname: '127.0.0.1',
    port,
    path: '/',
    // WebKitWebDriver does not support BiDi.
    capabilities: {
      ...capabilitiesOf(miniBrowser),
      'wdio:enforceWebDriverClassic': true,
      // On a busy machine WebKit sometimes does not report that a page has loaded; the page itself reports the end of its tests.
      pageLoadStrategy: 'none',
    },
  });
  let endAll = () => {};

  const { initialize, stop } = launcher;
  launcher.concurrency = 1;
  launcher.initialize = async (config) => {
    endAll = await startDriver({ driver, xvfb }, port);
    await initialize.call(launcher, config);
    launcher.name = 'webkit';
  };
  launcher.stop = async () => {
    await stop.call(launcher);
    endAll();
  };
  return launcher;
}
