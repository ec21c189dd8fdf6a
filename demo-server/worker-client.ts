/** True in a build for a host without the demo server; set by vite.config.ts. */
declare const DEMO_WORKER: boolean;

/** Resolves when the streams are served: at once by a server, or once the service worker is in charge. */
export const demoServed: Promise<void> =
  typeof DEMO_WORKER !== 'undefined' && DEMO_WORKER ? start() : Promise.resolve();

async function start(): Promise<void> {
  // Only there over https and on this very machine.
  const serviceWorker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!serviceWorker) return;
  try {
    await serviceWorker.register(new URL('demo-worker.js', document.baseURI));
  } catch {
    // Some browsers refuse it in private windows: the elements will say that they get no stream.
    return;
  }
  const { active } = await serviceWorker.ready;
  if (serviceWorker.controller) return;
  const controlled = new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
  // Not controlled: the first visit, or a reload past the worker.
  active?.postMessage('claim');
  await controlled;
}
