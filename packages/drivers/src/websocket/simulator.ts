import type { Clock, Connection } from '@artisan-ts/runtime';
import { encodeLine, LineFramer } from '#wire/line-framer.ts';
import { SpoiltAnswers } from '#wire/spoilt-answers.ts';

export interface WebSocketSimulatorParts {
  /** The far end of the line. */
  readonly connection: Connection;
  /** Only for faults that take time. */
  readonly clock: Clock;
  /** The data for a question, by key. */
  readonly onAsked: (command: string) => Readonly<Record<string, unknown>>;
}

const messageBytesMax = 4_096;

/** Plays a machine that speaks Artisan's WebSocket protocol: answers every question, and says when a button is pressed. */
export class WebSocketSimulator extends SpoiltAnswers {
  constructor({ connection, clock, onAsked }: WebSocketSimulatorParts) {
    super(connection, clock);
    const framer = new LineFramer(messageBytesMax);
    connection.onData((bytes) => {
      for (const { text } of framer.push(bytes, clock.monoUs())) {
        const asked = JSON.parse(text) as { command: string; id: number };
        if (this.isMute) continue;
        const { command, id } = asked;
        this.answer(encodeLine(JSON.stringify({ id, data: onAsked(command) })));
      }
    });
  }

  /** A button at the machine: `startRoasting`, `endRoasting`, or an event. */
  push(pushMessage: string, event?: string): void {
    const data = event === undefined ? {} : { data: { event } };
    this.say(encodeLine(JSON.stringify({ pushMessage, ...data })));
  }
}
