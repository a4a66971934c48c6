import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { TwinLesson, TwinPupil } from '@artisan-ts/twin';
import type { Logger } from '#ports/logger.ts';
import type { TwinWork } from '#ports/twin-work.ts';

/** Lessons that are kept: as many machines as one person asks about in a day. */
const keptMax = 8;

interface Entry {
  lesson: TwinLesson | null;
  failure: string | null;
}

/**
 * What the twin has learnt so far. The first question about a machine starts its lesson and is told to come again; one
 * lesson goes on at a time, and whoever asks meanwhile waits for nothing.
 */
export class LessonBook {
  readonly #twin: TwinWork;
  readonly #logger: Logger;
  /** By what was learnt from, the latest asked last. */
  readonly #entries = new Map<string, Entry>();
  #last: Promise<void> = Promise.resolve();

  constructor(twin: TwinWork, logger: Logger) {
    this.#twin = twin;
    this.#logger = logger;
  }

  /**
   * @param key names exactly what is learnt from: another key is another lesson
   * @param what for a person, after "the twin is learning"
   *
   * Errors: `twin.learning` until it is learnt, `twin.withheld` when that failed
   */
  async get(
    key: string,
    pupil: () => Promise<TwinPupil>,
    what: string,
  ): Promise<Result<TwinLesson>> {
    const entry = this.#entries.get(key) ?? this.#begin(key, pupil);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [eldest] = this.#entries.keys();
    if (this.#entries.size > keptMax && eldest !== undefined) this.#entries.delete(eldest);
    if (entry.failure !== null) {
      this.#entries.delete(key);
      return refuse('twin.withheld', `"what if" is withheld: ${entry.failure}`);
    }
    if (entry.lesson !== null) return ok(entry.lesson);
    return refuse('twin.learning', `the twin is learning ${what}; ask again in some seconds`);
  }

  #begin(key: string, pupil: () => Promise<TwinPupil>): Entry {
    const entry: Entry = { lesson: null, failure: null };
    this.#last = this.#last
      .then(async () => {
        // Nobody waits any more for what was pushed out of the book.
        if (this.#entries.get(key) === entry) entry.lesson = await this.#twin.learn(await pupil());
      })
      .catch((error: unknown) => {
        entry.failure = `learning failed: ${error instanceof Error ? error.message : String(error)}`;
        this.#logger.error({ error: String(error) }, 'the twin could not learn a machine');
      });
    return entry;
  }
}
