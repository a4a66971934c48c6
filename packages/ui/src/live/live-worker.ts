import { EventStream } from '#live/event-stream.ts';
import type { TabMessage } from '#live/live-messages.ts';

/**
 * Shared by all tabs of a browser, so that they need one stream to the station between them (browsers allow
 * six connections to a host, and every tab would take one).
 */
const tabs = new Set<MessagePort>();
const stream = new EventStream((message) => {
  for (const tab of tabs) tab.postMessage(message);
});

const scope = globalThis as unknown as { onconnect: (event: MessageEvent) => void };
scope.onconnect = (event) => {
  const tab = event.ports[0];
  if (!tab) return;
  tab.onmessage = (message: MessageEvent<TabMessage>) => {
    if (message.data === 'join') {
      tabs.add(tab);
      // From the present state: the newcomer needs it, and the others know every sample twice for nothing.
      stream.open();
    } else {
      tabs.delete(tab);
      if (tabs.size === 0) stream.close();
    }
  };
  tab.start();
};
