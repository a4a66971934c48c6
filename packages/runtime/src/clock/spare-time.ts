/** Lets everything else have its turn: what has come, what is due. */
export type Breathe = () => Promise<void>;

/**
 * Work for people who can wait: one question after the other, each in a turn of its own. However many ask at once, readings and
 * screens wait for one piece of it at most.
 */
export class SpareTime {
  readonly #breathe: Breathe;
  #last: Promise<unknown> = Promise.resolve();

  constructor(breathe: Breathe) {
    this.#breathe = breathe;
  }

  /** Does the work when its turn has come; `work` breathes between its pieces. */
  run<Answer>(work: (breathe: Breathe) => Promise<Answer>): Promise<Answer> {
    const done = this.#last.then(() => this.#breathe()).then(() => work(this.#breathe));
    // Whoever comes next waits for the end of it, not for its success; the caller gets the fault.
    this.#last = done.catch(() => undefined);
    return done;
  }
}
