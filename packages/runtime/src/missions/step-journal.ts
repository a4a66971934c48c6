import type { CanonicalValue } from '@artisan-ts/trust';
import { MissionFault } from '#missions/agent.ts';
import type { JournalStep, MissionHold, MissionStore } from '#ports/mission-store.ts';

interface JournalParts {
  readonly store: Pick<MissionStore, 'steps' | 'writeStep'>;
  /** Wall time that never decreases. */
  readonly nowMs: () => number;
}

/** The steps of one attempt: what an earlier one finished is read back, what is new is written down before it counts. */
export class StepJournal {
  readonly #parts: JournalParts;
  readonly #hold: MissionHold;
  readonly #known: readonly JournalStep[];
  #next = 0;
  #fault: unknown = null;

  private constructor(parts: JournalParts, hold: MissionHold, known: readonly JournalStep[]) {
    this.#parts = parts;
    this.#hold = hold;
    this.#known = known;
  }

  /** The journal of a mission as it stands. @throws ArtisanError `store.*` */
  static async of(parts: JournalParts, hold: MissionHold): Promise<StepJournal> {
    return new StepJournal(parts, hold, await parts.store.steps(hold.missionId));
  }

  /** Why a step could not be written: the store's fault, not the agent's. null: all were. */
  get fault(): unknown {
    return this.#fault;
  }

  /** @throws MissionFault when the mission is another's; whatever the work throws; ArtisanError `store.*` */
  async step<Output extends CanonicalValue>(
    name: string,
    work: () => Promise<Output>,
  ): Promise<Output> {
    const stepNo = this.#next++;
    const known = this.#known[stepNo];
    // Written by this very agent under this name: it has the form that the agent gives.
    if (known?.name === name) return known.output as Output;
    const output = await work();
    const written = await this.#write({ stepNo, name, output });
    if (!written.ok) throw new MissionFault(written.reason, written.message);
    return written.step.output as Output;
  }

  async #write(step: Pick<JournalStep, 'stepNo' | 'name' | 'output'>) {
    const { store, nowMs } = this.#parts;
    try {
      return await store.writeStep(this.#hold, step, nowMs());
    } catch (error) {
      this.#fault = error;
      throw error;
    }
  }
}
