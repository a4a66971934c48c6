import { DurationMs } from '@artisan-ts/domain';
import type { Clock, Station } from '@artisan-ts/runtime';
import type { WebSocket } from 'ws';

/** How often a connection is asked for a sign of life. */
const lookEveryMs = DurationMs(5_000);
/** With the look after so many without an answer a line is dead: found within 15 s (F18). */
const unansweredMax = 2;

/** Close code of RFC 6455 for whoever may not go on. */
export const policyViolation = 1008;

/**
 * Ends a WebSocket when whoever opened it was signed out, revoked or may it no more, and when its line is dead: a peer
 * answers pings by itself, whatever its program does.
 */
export function watchOver(
  socket: WebSocket,
  parts: {
    readonly clock: Clock;
    readonly people: Pick<Station['people'], 'watch'>;
    readonly isAllowed: () => boolean;
  },
): void {
  const { clock, people, isAllowed } = parts;
  const over = new AbortController();
  // Looks are counted, not time: while the computer slept nobody could answer.
  let unanswered = 0;
  const heard = (): void => {
    unanswered = 0;
  };
  socket.on('message', heard);
  socket.on('ping', heard);
  socket.on('pong', heard);
  const endUnlessAllowed = (): void => {
    if (isAllowed()) return;
    socket.close(policyViolation, 'you were signed out, or may not do this any more');
  };
  const stopWatching = people.watch(endUnlessAllowed);
  socket.once('close', () => {
    stopWatching();
    over.abort();
  });
  void look();

  async function look(): Promise<void> {
    while (!over.signal.aborted) {
      try {
        await clock.sleep(lookEveryMs, over.signal);
      } catch {
        // The sleep is only ever ended early by the end of the connection.
        return;
      }
      // One that was told to close had time to say goodbye.
      const isOver = socket.readyState !== socket.OPEN;
      if (isOver || unanswered >= unansweredMax) return socket.terminate();
      // A sign-in that ran out tells nobody.
      endUnlessAllowed();
      unanswered += 1;
      socket.ping();
    }
  }
}
