import {
  type AgentDefinition,
  denialsMax,
  type Level,
  limitOverrun,
  limitWords,
  noUsage,
  type ReasonCode,
  type RunUsage,
  used,
  versionName,
} from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';
import type { Mind, Observation, Round, Thought, ToolAnswer, ToolCall } from '#agents/mind.ts';
import { type Remark, remarkOn } from '#agents/remark.ts';
import type { Toolbox } from '#agents/toolbox.ts';
import { withinTime } from '#agents/within-time.ts';
import { type Agent, type AgentRun, MissionFault, MissionHeld } from '#missions/agent.ts';
import type { Goal } from '#missions/goals.ts';
import type { Clock } from '#ports/clock.ts';
import type { Reasoner } from '#ports/reasoner.ts';

interface LoopParts {
  readonly toolbox: Toolbox;
  readonly clock: Clock;
  /** The rung on which the agent stands now. */
  readonly levelOf: (agent: AgentDefinition) => Level;
  /** A language model, when one was switched on. */
  readonly reasoner: () => Reasoner | null;
}

/**
 * Runs the mind of an agent: SCAN, THINK, ACT, OBSERVE, and again or finished. Tools are called here alone, after the governor
 * was asked; each call, thought and observation is a step of the journal, so that a restart repeats none.
 */
export class LoopAgent implements Agent {
  readonly goal: Goal;
  readonly definition: AgentDefinition;
  readonly #mind: Mind;
  readonly #parts: LoopParts;

  constructor(mind: Mind, parts: LoopParts) {
    this.#mind = mind;
    this.definition = mind.definition;
    this.goal = mind.definition.goal as Goal;
    this.#parts = parts;
  }

  run(run: AgentRun): Promise<CanonicalValue> {
    return new LoopRun(this.#mind, this.#parts, run).toTheEnd();
  }

  /** Every result has sentences for a person. */
  isResult(result: CanonicalValue): boolean {
    if (typeof result !== 'object' || result === null) return false;
    const sentences: unknown = Reflect.get(result, 'sentences');
    return Array.isArray(sentences) && sentences.every((each) => typeof each === 'string');
  }
}

/** One run of a loop: what it has used, and what it was denied. */
class LoopRun {
  readonly #mind: Mind;
  readonly #parts: LoopParts;
  readonly #run: AgentRun;
  readonly #startUs: number;
  readonly #denials = new Map<string, number>();
  #usage: RunUsage = noUsage;

  constructor(mind: Mind, parts: LoopParts, run: AgentRun) {
    this.#mind = mind;
    this.#parts = parts;
    this.#run = run;
    this.#startUs = parts.clock.monoUs();
  }

  async toTheEnd(): Promise<CanonicalValue> {
    const { mission } = this.#run;
    let round: Round = { mission, number: 1, memory: null, isReleased: false };
    for (;;) {
      this.#use({ iterations: 1 });
      const observed = await this.#round(round);
      switch (observed.kind) {
        case 'finish':
          return this.#withRemark(observed.result);
        case 'fail':
          throw new MissionFault(observed.code, observed.words);
        case 'hold':
          if (!this.#isReleased(observed)) throw new MissionHeld(observed.reasons, observed.words);
          break;
        case 'again':
          break;
      }
      const isReleased = round.isReleased || observed.kind === 'hold';
      round = { mission, number: round.number + 1, memory: observed.memory, isReleased };
    }
  }

  async #round(round: Round): Promise<Observation> {
    const { step } = this.#run;
    const seen = await this.#call('scan', this.#mind.scan(round));
    const thought = await step('think', async () => canonical(this.#mind.think(round, seen)));
    const done = await this.#call('act', (thought as unknown as Thought).calls);
    const observed = await step('observe', async () =>
      canonical(this.#mind.observe(round, seen, done)),
    );
    return observed as unknown as Observation;
  }

  async #call(phase: 'scan' | 'act', calls: readonly ToolCall[]): Promise<readonly ToolAnswer[]> {
    const answers: ToolAnswer[] = [];
    for (const call of calls) {
      this.#use({ toolCalls: 1 });
      const ordinal = this.#usage.toolCalls;
      const answer = await this.#run.step(`${phase} ${call.tool}`, async () =>
        canonical(await this.#ask(call, ordinal)),
      );
      answers.push(this.#counted(call, answer as unknown as ToolAnswer));
    }
    return answers;
  }

  async #ask({ tool, args }: ToolCall, ordinal: number): Promise<ToolAnswer> {
    const { toolbox, clock, levelOf } = this.#parts;
    const { mission, signal, span } = this.#run;
    const { definition } = this.#mind;
    const allowed = toolbox.allows(definition, tool, levelOf(definition));
    const about = { 'gen_ai.tool.name': tool, 'artisan.effect': toolbox.effectOf(tool) ?? 'none' };
    return span(`execute_tool ${tool}`, about, async (tell) => {
      if (!allowed.ok) {
        tell({ 'artisan.decision': 'DENIED', 'artisan.reason': allowed.reason });
        return { ok: false, reason: allowed.reason, message: allowed.message };
      }
      const key = `${mission.id}:step:${ordinal}`;
      const leftMs = definition.limits.wallMs - this.#elapsedMs();
      const answer = await withinTime(clock, leftMs, signal, (within) =>
        toolbox.run(tool, args, { mission, key, signal: within }),
      );
      tell({ 'artisan.decision': 'ALLOW', 'artisan.ok': answer.ok });
      if (!answer.ok) tell({ 'artisan.reason': answer.reason });
      return answer;
    });
  }

  /** The same tool denied twice is somebody's business. */
  #counted({ tool }: ToolCall, answer: ToolAnswer): ToolAnswer {
    if (answer.ok || !denialReasons.has(answer.reason)) return answer;
    const denials = (this.#denials.get(tool) ?? 0) + 1;
    this.#denials.set(tool, denials);
    if (denials < denialsMax) return answer;
    throw new MissionHeld(['TOOL_DENIED'], `${answer.message}, and asked for it again`);
  }

  /** What a language model says about a result stands beside it, and changes nothing of it. */
  async #withRemark(result: CanonicalValue): Promise<CanonicalValue> {
    const reasoner = this.#parts.reasoner();
    if (reasoner === null) return result;
    const { limits } = this.#mind.definition;
    const leftMs = Math.max(0, limits.wallMs - this.#elapsedMs());
    const remark = await this.#run.step('remark', () =>
      this.#run.span('chat', { 'gen_ai.operation.name': 'chat' }, (tell) =>
        remarkOn(result, {
          reasoner,
          limits,
          leftMs,
          clock: this.#parts.clock,
          tell,
          run: this.#run,
        }),
      ),
    );
    return { ...(result as Readonly<Record<string, CanonicalValue>>), remark: remark as Remark };
  }

  /** A person released exactly what this observation held back: it was read back from before their decision. */
  #isReleased({ reasons }: Extract<Observation, { kind: 'hold' }>): boolean {
    const { governance } = this.#run.mission;
    const readAtMs = this.#run.readBackAtMs();
    return (
      readAtMs !== null &&
      governance.decision === 'QUARANTINE' &&
      governance.decidedAtMs >= readAtMs &&
      reasons.every((reason) => governance.reasons.includes(reason))
    );
  }

  #elapsedMs(): number {
    return (this.#parts.clock.monoUs() - this.#startUs) / 1000;
  }

  #use(more: Partial<RunUsage>): void {
    const { limits } = this.#mind.definition;
    this.#usage = used(this.#usage, more);
    const usage = { ...this.#usage, wallMs: this.#elapsedMs() };
    const over = limitOverrun(usage, limits);
    if (over === null) return;
    const who = versionName(this.#mind.definition);
    const words = limitWords[over](limits[over]);
    throw new MissionFault(
      'LIMIT_REACHED',
      `agent ${who} has used up ${words}, what one run may use`,
    );
  }
}

const denialReasons: ReadonlySet<ReasonCode> = new Set([
  'TOOL_DENIED',
  'TOOL_CHANGED',
  'AUTONOMY_CAP',
]);

/** As it is stored and read back: what has no value is left out. */
function canonical(value: unknown): CanonicalValue {
  return JSON.parse(JSON.stringify(value)) as CanonicalValue;
}
