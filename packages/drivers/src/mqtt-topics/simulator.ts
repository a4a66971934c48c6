import type { Clock, Connection } from '@artisan-ts/runtime';
import { encodeTopicMessage, type TopicMessage } from '#transport/topic-message.ts';
import { SpeakingDevice } from '#wire/speaking-device.ts';

/** Plays the broker's end of a subscription: hands over what a device publishes at an interval; null ends it. */
export class TopicSimulator extends SpeakingDevice {
  readonly #garbled: { next: boolean };

  constructor(parts: {
    readonly connection: Connection;
    readonly clock: Clock;
    readonly intervalMs: number;
    readonly next: () => readonly TopicMessage[] | null;
  }) {
    const garbled = { next: false };
    super({
      ...parts,
      next: () => {
        const messages = parts.next();
        if (messages === null) return null;
        const handed = garbled.next ? messages.map(spoilt) : messages;
        garbled.next = false;
        return Uint8Array.from(handed.flatMap((message) => [...encodeTopicMessage(message)]));
      },
    });
    this.#garbled = garbled;
  }

  /** A broker hands over whole messages: what is spoilt is what stands in them. */
  override garbleNext(): void {
    this.#garbled.next = true;
  }

  /** Hands this over now. */
  publish(message: TopicMessage): void {
    this.say(encodeTopicMessage(message));
  }
}

function spoilt(message: TopicMessage): TopicMessage {
  return { ...message, payload: `\u0000{"${message.payload.slice(3)}` };
}
