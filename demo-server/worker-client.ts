/** True in a build for a host without the demo server; set by vite.config.ts. */
declare const DEMO_WORKER: boolean;

/** Resolves when the streams are served: at once by a server, or once the service worker is in charge. */
export const demoServed: Promise<void> =
  typeof DEMO_WORKER !== 'undefined' && DEMO_WORKER ? start() : Promise.resolve();

async function start(): Promise<void> {
  // Only there over https and on this very machine.
  const serviceWorker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!serviceWorker) return;
  const script = new URL('demo-worker.js', document.baseURI);
  const isControlled = (): boolean => serviceWorker.controller?.scriptURL === script.href;
  // Some browsers refuse it in private windows: the elements will say that they get no stream.
  const registered = serviceWorker.register(script).then(
    () => true,
    () => false,
  );
  if (isControlled() || !(await registered)) return;
  const { active } = await serviceWorker.ready;
  const controlled = new Promise<void>((resolve) => {
    const look = (): void => {
      if (isControlled()) resolve();
    };
    serviceWorker.addEventListener('controllerchange', look);
    look();
  });
  // Not controlled: the first visit, or a reload past the worker.
  active?.postMessage('claim');
  await controlled;
}
