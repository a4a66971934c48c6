import { EventStream } from '#live/event-stream.ts';
import type { LiveMessage, TabMessage } from '#live/live-messages.ts';
import { TabPost } from '#live/tab-post.ts';

/**
 * Shared by all tabs of a browser, so that they need one stream to the station between them (browsers allow
 * six connections to a host, and every tab would take one).
 */
const post = new TabPost<LiveMessage>();
const stream = new EventStream((message) => {
  post.tell(message);
  if (!post.isWanted) stream.close();
});

const scope = globalThis as unknown as { onconnect: (event: MessageEvent) => void };
scope.onconnect = (event) => {
  const tab = event.ports[0];
  if (!tab) return;
  tab.onmessage = (message: MessageEvent<TabMessage>) => {
    switch (message.data) {
      case 'join':
        post.join(tab);
        // From the present state: the newcomer needs it, and the others know every sample twice for nothing.
        stream.open();
        break;
      case 'heard':
        if (!post.heard(tab)) stream.open();
        break;
      case 'leave':
        post.leave(tab);
        if (!post.isWanted) stream.close();
        break;
    }
  };
  tab.start();
};
