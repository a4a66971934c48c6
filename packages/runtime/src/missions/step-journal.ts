import type { CanonicalValue } from '@artisan-ts/trust';
import type { Tracer } from '#agents/tracer.ts';
import { MissionFault } from '#missions/agent.ts';
import type { JournalStep, MissionHold, MissionStore } from '#ports/mission-store.ts';

interface JournalParts {
  readonly store: Pick<MissionStore, 'steps' | 'writeStep'>;
  readonly tracer: Tracer;
  /** The span that steps are part of. */
  readonly rootId: string;
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
  #readBackAtMs: number | null = null;
  #openId: string | null = null;

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

  /** When the last step was written, when it was read back; null when it was made just now. */
  get readBackAtMs(): number | null {
    return this.#readBackAtMs;
  }

  /** The span that is open: of the step that goes on, or the whole attempt. */
  get openId(): string {
    return this.#openId ?? this.#parts.rootId;
  }

  /** @throws MissionFault when the mission is another's; whatever the work throws; ArtisanError `store.*` */
  async step<Output extends CanonicalValue>(
    name: string,
    work: () => Promise<Output>,
  ): Promise<Output> {
    const stepNo = this.#next++;
    const known = this.#known[stepNo];
    // Written by this very agent under this name: it has the form that the agent gives.
    if (known?.name === name) {
      this.#readBackAtMs = known.atMs;
      return known.output as Output;
    }
    this.#readBackAtMs = null;
    const output = await this.#traced(name, stepNo, work);
    const spans = this.#parts.tracer.take();
    const written = await this.#write({ stepNo, name, output, spans });
    if (!written.ok) throw new MissionFault(written.reason, written.message);
    return written.step.output as Output;
  }

  async #traced<Output>(name: string, stepNo: number, work: () => Promise<Output>) {
    const { tracer, rootId } = this.#parts;
    const span = tracer.begin(name, rootId, { 'artisan.step': stepNo });
    this.#openId = span.spanId;
    try {
      const output = await work();
      span.end();
      return output;
    } catch (error) {
      span.end({ isError: true });
      throw error;
    } finally {
      this.#openId = null;
    }
  }

  async #write(step: Parameters<MissionStore['writeStep']>[1]) {
    const { store, nowMs } = this.#parts;
    try {
      return await store.writeStep(this.#hold, step, nowMs());
    } catch (error) {
      this.#fault = error;
      throw error;
    }
  }
}
