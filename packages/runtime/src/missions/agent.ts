import type { Mission, ReasonCode } from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';
import type { SpanAttributes } from '#agents/tracer.ts';
import type { Goal } from '#missions/goals.ts';

/** What an agent works with. */
export interface AgentRun {
  readonly mission: Mission;
  /** Ends when the mission is no longer this worker's. */
  readonly signal: AbortSignal;
  /** Runs a step once: its output is written down, and after a crash it is read back instead of made again. */
  step<Output extends CanonicalValue>(name: string, work: () => Promise<Output>): Promise<Output>;
  /** When the last step was written, when it was read back; null when it was made just now. */
  readBackAtMs(): number | null;
  /** Something within a step, for the trace; `tell` adds to what is told of it. */
  span<Value>(
    name: string,
    attributes: SpanAttributes,
    work: (tell: (attributes: SpanAttributes) => void) => Promise<Value>,
  ): Promise<Value>;
}

/** Somebody who can do what a goal asks for. */
export interface Agent {
  readonly goal: Goal;
  /**
   * Gives the result. @throws MissionFault when trying again cannot help; MissionHeld when a person has to look; anything else
   * is tried again
   */
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

/** What an agent found that a person has to judge. */
export class MissionHeld extends Error {
  readonly reasons: readonly ReasonCode[];

  constructor(reasons: readonly ReasonCode[], message: string) {
    super(message);
    this.reasons = reasons;
  }
}
