import type { LiveEventName } from '@artisan-ts/contracts';
import type { LiveMessage } from '#live/live-messages.ts';

const eventNames: readonly LiveEventName[] = ['sample', 'roast', 'lever', 'health'];
/** The browser reconnects by itself unless the station answered with an error; then we try again, slowly. */
const retryMs = 2000;
/**
 * A station that reads a machine tells something every second. After this long without a word the stream may
 * be dead without knowing it (a sleeping computer, a proxy in between), and a new one costs nothing.
 */
const silenceMs = 6_000;
/** A station that lives opens a stream in milliseconds. One that does not, whatever became of it, is lost until it does. */
const answerMs = 2_000;

/**
 * Holds one stream to the station and passes on what comes. Reconnects for ever. `open` again starts from
 * the present state, which a newcomer needs.
 */
export class EventStream {
  readonly #tell: (message: LiveMessage) => void;
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unanswered: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (message: LiveMessage) => void) {
    this.#tell = tell;
  }

  open(): void {
    this.close();
    const source = new EventSource('/api/v1/live');
    this.#source = source;
    this.#openAgainAfter(silenceMs);
    this.#unanswered = setTimeout(() => this.#tell({ type: 'link', link: 'lost' }), answerMs);
    source.onopen = () => {
      clearTimeout(this.#unanswered);
      this.#tell({ type: 'link', link: 'open' });
    };
    source.onerror = () => {
      this.#tell({ type: 'link', link: 'lost' });
      if (source.readyState === EventSource.CLOSED) this.#openAgainAfter(retryMs);
    };
    for (const name of eventNames) {
      source.addEventListener(name, (event) => {
        this.#openAgainAfter(silenceMs);
        this.#tell({ type: 'event', name, text: String(event.data) });
      });
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#unanswered);
    this.#source?.close();
    this.#source = null;
  }

  #openAgainAfter(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), delayMs);
  }
}
