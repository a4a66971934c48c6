import { topicMatches } from '#bus/topic.ts';
import type { Logger } from '#ports/logger.ts';

/** Receives what is published under the topics it asked for. The message is unchecked data. */
export type BusHandler = (topic: string, message: unknown) => void;

/**
 * Messages between the parts of one station, by MQTT topic. Handlers are called in the order of their
 * subscription, before `publish` returns; one that throws is reported and hurts nobody else.
 */
export class Bus {
  readonly #logger: Logger;
  #subscriptions: readonly { readonly filter: string; readonly handler: BusHandler }[] = [];

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  publish(topic: string, message: unknown): void {
    for (const { filter, handler } of this.#subscriptions) {
      if (!topicMatches(filter, topic)) continue;
      try {
        handler(topic, message);
      } catch (error) {
        // Whoever published must not suffer from a listener; the defect is reported here.
        this.#logger.error({ topic, filter, error }, 'a message handler failed');
      }
    }
  }

  /** Returns the way to stop. */
  subscribe(filter: string, handler: BusHandler): () => void {
    const subscription = { filter, handler };
    this.#subscriptions = [...this.#subscriptions, subscription];
    return () => {
      this.#subscriptions = this.#subscriptions.filter((known) => known !== subscription);
    };
  }
}
