import { EventStream } from '#live/event-stream.ts';
import type { LiveMessage, TabMessage } from '#live/live-messages.ts';

/** Messages between two words of a tab that it is awake: minutes of one machine. */
const heardEvery = 256;

/**
 * Listens to the station through the worker that all tabs share, or directly where a browser has no shared
 * workers. Lives as long as the page.
 */
export function connectLive(listener: (message: LiveMessage) => void): void {
  const worker = sharedWorker();
  if (!worker) {
    const stream = new EventStream(listener);
    stream.open();
    addEventListener('pagehide', () => stream.close());
    addEventListener('pageshow', (event) => event.persisted && stream.open());
    return;
  }
  const tell = (message: TabMessage) => worker.port.postMessage(message);
  let unheard = 0;
  worker.port.onmessage = (event: MessageEvent<LiveMessage>) => {
    listener(event.data);
    unheard += 1;
    if (unheard < heardEvery) return;
    unheard = 0;
    tell('heard');
  };
  tell('join');
  addEventListener('pagehide', () => tell('leave'));
  addEventListener('pageshow', (event) => event.persisted && tell('join'));
}

function sharedWorker(): SharedWorker | null {
  if (typeof SharedWorker === 'undefined') return null;
  try {
    return new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
      type: 'module',
      name: 'artisan-live',
    });
  } catch {
    // Some embedded web views have the class and refuse its use: the direct way does the same for one tab.
    return null;
  }
}
