import type { RoastDto } from '@artisan-ts/contracts';
import type { Logger } from '#ports/logger.ts';

/** Tells of a roast that changes, one picture after the other: changes while one is drawn make one more. */
export class RoastAnnouncer {
  readonly #draw: () => Promise<RoastDto | null>;
  readonly #publish: (roast: RoastDto) => void;
  readonly #logger: Logger;
  #isDrawing = false;
  #isStale = false;

  constructor(parts: {
    readonly draw: () => Promise<RoastDto | null>;
    readonly publish: (roast: RoastDto) => void;
    readonly logger: Logger;
  }) {
    this.#draw = parts.draw;
    this.#publish = parts.publish;
    this.#logger = parts.logger;
  }

  changed(): void {
    this.#isStale = true;
    if (!this.#isDrawing) void this.#drawAll();
  }

  async #drawAll(): Promise<void> {
    this.#isDrawing = true;
    while (this.#isStale) {
      this.#isStale = false;
      try {
        const roast = await this.#draw();
        if (roast !== null) this.#publish(roast);
      } catch (error) {
        // The roast is safe; only its picture is missing until the next change.
        this.#logger.error({ error }, 'a roast could not be shown');
      }
    }
    this.#isDrawing = false;
  }
}
