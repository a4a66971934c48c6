import { invariant } from '@artisan-ts/domain';
import type { SimulatedDisk } from '#disk/simulated-disk.ts';

/**
 * Transactions on a simulated disk, one line each: a length, a space, the JSON. What was confirmed is read
 * back whole after a crash; a torn last line is cut off.
 */
export class Journal<Entry> {
  readonly #disk: SimulatedDisk;
  readonly #name: string;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(disk: SimulatedDisk, name: string) {
    this.#disk = disk;
    this.#name = name;
  }

  /** Everything that is on the disk, oldest first; to be called once, before the first commit. */
  recover(): readonly Entry[] {
    const text = this.#disk.read(this.#name);
    const entries: Entry[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      const line = text.slice(from, end);
      const space = line.indexOf(' ');
      const json = line.slice(space + 1);
      invariant(
        json.length === Number(line.slice(0, space)),
        `line ${entries.length + 1} of ${this.#name} was damaged after it was confirmed`,
      );
      entries.push(JSON.parse(json) as Entry);
      from = end + 1;
    }
    this.#disk.truncate(this.#name, from);
    return entries;
  }

  /**
   * Runs one transaction after the other. `decide` looks at the state of its turn and gives what shall be
   * written, or null for nothing; it may throw. `apply` is called when the disk has confirmed.
   */
  commit<Answer>(
    decide: () => { readonly entry: Entry | null; readonly answer: () => Answer },
    apply: (entry: Entry) => void,
  ): Promise<Answer> {
    const transaction = async (): Promise<Answer> => {
      const { entry, answer } = decide();
      if (entry !== null) {
        const json = JSON.stringify(entry);
        this.#disk.append(this.#name, `${json.length} ${json}\n`);
        await this.#disk.sync(this.#name);
        apply(JSON.parse(json) as Entry);
      }
      return answer();
    };
    const result = this.#turn.then(transaction);
    // The next transaction waits for this one whatever became of it; the caller gets the error.
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
