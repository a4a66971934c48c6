import type { LiveEvent } from '@artisan-ts/runtime';

/**
 * Text that may wait for one reader. A lead-in of an hour and a roast at one sample a second are about 5000
 * samples of 400 bytes; four times that is a reader that has stopped reading.
 */
export const waitingBytesMax = 8 * 1024 * 1024;

/**
 * Events on their way to one reader. States (health, a roast's header, the durable cursor) wait once, as their
 * newest; samples, marks and levers wait all. When more than {@link waitingBytesMax} waits, `add` says no: the reader is
 * cut off and continues from its Last-Event-ID, because holding back for one reader must never cost the recorder memory.
 */
export class EventQueue {
  /** By topic, or by number where every event counts; in the order of the events. */
  readonly #waiting = new Map<string | number, string>();
  #bytes = 0;
  #added = 0;

  /** False when the reader is too slow to be kept. */
  add(event: LiveEvent): boolean {
    const key = topicOf(event) ?? this.#added++;
    const text = eventText(event);
    this.#bytes += text.length - (this.#waiting.get(key)?.length ?? 0);
    this.#waiting.delete(key);
    this.#waiting.set(key, text);
    return this.#bytes <= waitingBytesMax;
  }

  /** Everything that waits, as one text; empty when nothing does. */
  takeAll(): string {
    const text = [...this.#waiting.values()].join('');
    this.#waiting.clear();
    this.#bytes = 0;
    return text;
  }
}

/** Later events of the same topic make an earlier one worthless; null when every one counts. */
function topicOf(event: LiveEvent): string | null {
  switch (event.name) {
    case 'health':
    case 'durable':
      return event.name;
    case 'roast':
      return event.data.roast.id;
    default:
      return null;
  }
}

/** One event in the form of the HTML standard, 9.2. JSON has no line breaks, so one data line is enough. */
function eventText({ cursor, name, data }: LiveEvent): string {
  return `id: ${cursor}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
