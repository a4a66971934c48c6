/** Runs one piece of work after the other: what reads, changes and saves a record is never overtaken by another that does. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();

  run<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(work);
    // Whoever comes next waits for the end of it, not for its success; the caller gets the fault.
    this.#last = done.catch(() => undefined);
    return done;
  }
}
