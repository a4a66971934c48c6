import type { LiveEvent } from '@artisan-ts/runtime';

/**
 * Text that may wait for one reader. A lead-in of an hour and a roast at one sample a second are about 5000
 * samples of 400 bytes; four times that is a reader that has stopped reading.
 */
export const waitingBytesMax = 8 * 1024 * 1024;

/** Text handed on at once: what was handed on lies in buffers that nobody counts. */
const pieceBytesMax = 64 * 1024;

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

  /** Text that waits now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** False when the reader is too slow to be kept. */
  add(event: LiveEvent): boolean {
    const key = topicOf(event) ?? this.#added++;
    const text = eventText(event);
    this.#bytes += text.length - (this.#waiting.get(key)?.length ?? 0);
    this.#waiting.delete(key);
    this.#waiting.set(key, text);
    return this.#bytes <= waitingBytesMax;
  }

  /** The oldest of what waits, as one text; empty when nothing does. */
  take(): string {
    let text = '';
    for (const [key, each] of this.#waiting) {
      if (text !== '' && text.length + each.length > pieceBytesMax) break;
      text += each;
      this.#waiting.delete(key);
    }
    this.#bytes -= text.length;
    return text;
  }

  clear(): void {
    this.#waiting.clear();
    this.#bytes = 0;
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

/** What happens is told to every reader with the same object: its text is made once, and is there once. */
const texts = new WeakMap<LiveEvent, string>();

/** One event in the form of the HTML standard, 9.2. JSON has no line breaks, so one data line is enough. */
function eventText(event: LiveEvent): string {
  const known = texts.get(event);
  if (known !== undefined) return known;
  const text = `id: ${event.cursor}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
  texts.set(event, text);
  return text;
}
