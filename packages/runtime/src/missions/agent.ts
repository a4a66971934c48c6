import type { Mission } from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';
import type { Goal } from '#missions/goals.ts';

/** What an agent works with. */
export interface AgentRun {
  readonly mission: Mission;
  /** Ends when the mission is no longer this worker's. */
  readonly signal: AbortSignal;
  /** Runs a step once: its output is written down, and after a crash it is read back instead of made again. */
  step<Output extends CanonicalValue>(name: string, work: () => Promise<Output>): Promise<Output>;
}

/** Somebody who can do what a goal asks for. */
export interface Agent {
  readonly goal: Goal;
  /** Gives the result. @throws MissionFault when trying again cannot help; anything else is tried again */
  run(run: AgentRun): Promise<CanonicalValue>;
  /** Whether a result has the form that the goal demands. */
  isResult(result: CanonicalValue): boolean;
}

/** A failure that trying again cannot cure. */
export class MissionFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
