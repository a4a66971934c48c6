import type { AgentDefinition, Mission, ReasonCode, ToolDefinition } from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';

/** The use of a tool that an agent wants. */
export interface ToolCall {
  /** A version, as `versionName` of the kernel writes it: `roast.read@1`. */
  readonly tool: string;
  readonly args: CanonicalValue;
}

/** What came of it. A refusal is an answer that the agent sees. */
export type ToolAnswer =
  | { readonly ok: true; readonly output: CanonicalValue }
  | { readonly ok: false; readonly reason: ReasonCode; readonly message: string };

/** What a tool is given beside its arguments. */
export interface ToolContext {
  readonly mission: Mission;
  /** The same whenever the same call is made again: an effect under it happens once. */
  readonly key: string;
  /** Ends when the run is over. */
  readonly signal: AbortSignal;
}

/** Something an agent may use: the only way to anything outside of it. */
export interface Tool {
  readonly definition: ToolDefinition;
  /** What it knows to refuse is an answer; a fault is thrown, and the attempt is made again. */
  run(args: CanonicalValue, context: ToolContext): Promise<ToolAnswer>;
}

/** What an agent concluded from what it saw. */
export interface Thought {
  /** One sentence for the trace. */
  readonly words: string;
  readonly calls: readonly ToolCall[];
}

/** What came of a round. `words`: one sentence for the trace. */
export type Observation =
  | { readonly kind: 'finish'; readonly words: string; readonly result: AgentResult }
  | { readonly kind: 'again'; readonly words: string; readonly memory: CanonicalValue }
  /** A person has to look. Released, there is another round. */
  | {
      readonly kind: 'hold';
      readonly words: string;
      readonly reasons: readonly ReasonCode[];
      readonly sentences: readonly string[];
      readonly memory: CanonicalValue;
    }
  | { readonly kind: 'fail'; readonly words: string; readonly code: string };

/** What a mission gives: for people in sentences, and whatever else. */
export interface AgentResult {
  readonly sentences: readonly string[];
  readonly [field: string]: CanonicalValue;
}

/** Where a round stands. */
export interface Round {
  readonly mission: Mission;
  /** 1, 2, 3, ... */
  readonly number: number;
  /** What the round before wanted to be known; null in the first. */
  readonly memory: CanonicalValue;
  /** A person has released what an earlier round held back. */
  readonly isReleased: boolean;
}

/**
 * What an agent thinks, as pure functions: the same answers of the tools lead to the same result. Whatever touches the world
 * is a tool.
 */
export interface Mind {
  readonly definition: AgentDefinition;
  /** What to look at. */
  scan(round: Round): readonly ToolCall[];
  /** What follows from it, and what to do. `seen` aligns with what was asked for. */
  think(round: Round, seen: readonly ToolAnswer[]): Thought;
  /** What came of that. `done` aligns with the calls of the thought. */
  observe(round: Round, seen: readonly ToolAnswer[], done: readonly ToolAnswer[]): Observation;
}
