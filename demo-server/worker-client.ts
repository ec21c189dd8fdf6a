/** True in a build for a host without the demo server; set by vite.config.ts. */
declare const DEMO_WORKER: boolean;

/** Resolves when the streams are served: at once with a server, otherwise once the service worker controls the page. */
export const demoServed: Promise<void> =
  typeof DEMO_WORKER !== 'undefined' && DEMO_WORKER ? start() : Promise.resolve();

async function start(): Promise<void> {
  // Defined only over https and on localhost.
  const serviceWorker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!serviceWorker) return;
  const script = new URL('demo-worker.js', document.baseURI);
  const isControlled = (): boolean => serviceWorker.controller?.scriptURL === script.href;
  // Some browsers refuse a worker in private windows; then the elements report that there is no stream.
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
  // The page is not controlled at the first visit and after a forced reload.
  active?.postMessage('claim');
  await controlled;
}
