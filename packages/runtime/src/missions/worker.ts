import { ArtisanError, invariant } from '@artisan-ts/domain';
import type { Mission, MissionStep, WorkerScope } from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';
import { type OpenSpan, type SpanAttributes, Tracer } from '#agents/tracer.ts';
import { pause } from '#clock/pause.ts';
import { type Agent, type AgentRun, MissionFault, MissionHeld } from '#missions/agent.ts';
import { goals } from '#missions/goals.ts';
import { StepJournal } from '#missions/step-journal.ts';
import type { Clock } from '#ports/clock.ts';
import type { Logger } from '#ports/logger.ts';
import type { MissionHold, MissionSpan, MissionStore } from '#ports/mission-store.ts';

/** Renewals in one lease. */
const heartbeatsPerLease = 3;
/** An orderly stop waits so long for a mission before it is given back. */
const graceMs = 3_000;
/** Why an attempt ended early: the station stops. Any other: the mission is another's. */
const stopping = 'the station stops';
/** The code of an error that is none of ours: a defect of an agent, counted like any other failure. */
const foreignFault = 'AGENT_DEFECT';
/** A worker stops itself when so much of its lease went by without a renewal: before anybody else may begin. */
const selfStopShare = 0.8;

/** How the run of an agent ended. */
type Attempt =
  | { readonly kind: 'result'; readonly result: CanonicalValue; readonly isValid: boolean }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'over'; readonly why: unknown };

export interface WorkerParts {
  readonly store: MissionStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly agents: readonly Agent[];
  readonly scope: WorkerScope;
  /** Wall time that never decreases. */
  readonly nowMs: () => number;
  /** From [0, 1). */
  readonly chance: () => number;
  /** Is told of each attempt when it is over, with its trace. Must not throw. */
  readonly told?: (mission: Mission, spans: readonly MissionSpan[]) => void;
}

/** Takes one mission after the other and does what it asks for. */
export class MissionWorker {
  readonly #parts: WorkerParts;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  /**
   * Works until nothing is to be had. Told to stop, it finishes what is under way within some seconds, or gives it back for
   * another to take at once. @throws ArtisanError `store.*`
   */
  async workAll(stop: AbortSignal): Promise<void> {
    const { store, scope, nowMs } = this.#parts;
    let mission = stop.aborted ? null : await store.claimNext(scope, nowMs());
    while (mission !== null) mission = await this.#work(mission, stop);
  }

  /** Gives the next mission, if there is one and it may go on. */
  async #work(mission: Mission, stop: AbortSignal): Promise<Mission | null> {
    const { agents, scope } = this.#parts;
    const { workerId } = scope;
    const hold: MissionHold = { missionId: mission.id, epoch: mission.epoch, workerId };
    const agent = agents.find(({ goal }) => goal === mission.goal);
    invariant(agent !== undefined, `a worker is only given goals of its agents: ${mission.goal}`);
    const over = new AbortController();
    const done = new AbortController();
    const beside = [
      this.#beat(hold, agent, over, done.signal),
      this.#stopInTime(stop, over, done.signal),
    ];
    try {
      const { clock, nowMs, told, store } = this.#parts;
      const tracer = new Tracer(clock, nowMs, mission.epoch);
      const root = tracer.begin(`invoke_agent ${mission.goal}`, null, rootAttributes(mission));
      const attempt = await this.#attempt(agent, mission, hold, over.signal, { tracer, root });
      root.end(outcomeOf(attempt));
      // Asked for together, so that the store can keep the end of one and the begin of the next with one commit.
      const [settled, next] = await Promise.all([
        this.#settle(hold, attempt, tracer.take()),
        stop.aborted ? null : store.claimNext(scope, nowMs()),
      ]);
      if (settled?.ok) told?.(settled.mission, tracer.spans);
      return next;
    } finally {
      done.abort();
      await Promise.all(beside);
    }
  }

  /** Runs the agent, as long as the mission is this worker's. @throws ArtisanError `store.*` when its steps cannot be kept */
  async #attempt(
    agent: Agent,
    mission: Mission,
    hold: MissionHold,
    over: AbortSignal,
    { tracer, root }: { readonly tracer: Tracer; readonly root: OpenSpan },
  ): Promise<Attempt> {
    const parts = { ...this.#parts, tracer, rootId: root.spanId };
    const journal = await StepJournal.of(parts, hold);
    const run = async (): Promise<Attempt> => {
      try {
        const step: AgentRun['step'] = (name, work) => journal.step(name, work);
        const result = await agent.run({
          mission,
          signal: over,
          step,
          readBackAtMs: () => journal.readBackAtMs,
          span: (name, attributes, work) => spanned(tracer, journal.openId, name, attributes, work),
        });
        return { kind: 'result', result, isValid: agent.isResult(result) };
      } catch (error) {
        return { kind: 'error', error };
      }
    };
    // An agent that does not heed its signal is left behind: what it still does is fenced off.
    const ended = run();
    const attempt = await Promise.race([ended, aborted(over)]);
    if (journal.fault !== null) throw journal.fault;
    return attempt;
  }

  /** What the mission came to; null when it was left as it is. */
  async #settle(
    hold: MissionHold,
    attempt: Attempt,
    spans: readonly MissionSpan[],
  ): Promise<MissionStep | null> {
    const { store, nowMs, logger } = this.#parts;
    const { missionId } = hold;
    if (attempt.kind === 'over') {
      // Lost to another, it is refused, and that is as it should be.
      return attempt.why === stopping ? store.release(hold, nowMs(), spans) : null;
    }
    if (attempt.kind === 'error' && attempt.error instanceof MissionHeld) {
      const { reasons, message } = attempt.error;
      logger.info({ missionId, reasons }, message);
      return store.flag(hold, reasons, nowMs(), spans);
    }
    if (attempt.kind === 'error') {
      logger.warn({ err: attempt.error, missionId }, 'a mission failed');
      return this.#fail(hold, attempt.error, spans);
    }
    const { result, isValid: isResultValid } = attempt;
    const step = await store.complete(hold, { result, isResultValid }, nowMs(), spans);
    if (step.ok || step.reason !== 'OUTPUT_INVALID') return step;
    return store.flag(hold, ['OUTPUT_INVALID'], nowMs(), spans);
  }

  async #fail(
    hold: MissionHold,
    error: unknown,
    spans: readonly MissionSpan[],
  ): Promise<MissionStep> {
    const { store, nowMs, chance } = this.#parts;
    const isPermanent = error instanceof MissionFault;
    const isOurs = isPermanent || error instanceof ArtisanError;
    const code = isOurs ? error.code : foreignFault;
    const message = error instanceof Error ? error.message : String(error);
    const failure = { error: { code, message }, isPermanent, retryAfterMs: null, chance: chance() };
    return store.fail(hold, failure, nowMs(), spans);
  }

  /** After the station was told to stop, what is under way has so long to end by itself. */
  async #stopInTime(stop: AbortSignal, over: AbortController, done: AbortSignal): Promise<void> {
    await abortedBefore(stop, done);
    if (await pause(this.#parts.clock, graceMs, done)) over.abort(stopping);
  }

  /** Renews the lease until done; ends the attempt when it cannot be renewed in time. */
  async #beat(
    hold: MissionHold,
    { goal }: Agent,
    over: AbortController,
    done: AbortSignal,
  ): Promise<void> {
    const { clock, store, nowMs } = this.#parts;
    const { leaseMs } = goals[goal];
    const giveUpUs = leaseMs * selfStopShare * 1000;
    let renewedUs = clock.monoUs();
    while (await pause(clock, leaseMs / heartbeatsPerLease, done)) {
      try {
        const askedUs = clock.monoUs();
        const step = await store.heartbeat(hold, nowMs());
        if (!step.ok) return over.abort();
        renewedUs = askedUs;
      } catch {
        // A store that cannot be asked is asked again at the next beat, while there is time.
      }
      if (clock.monoUs() - renewedUs >= giveUpUs) return over.abort();
    }
  }
}

/** Something within a step: ended, and told as an error, when the work throws. */
async function spanned<Value>(
  tracer: Tracer,
  parentId: string,
  name: string,
  attributes: SpanAttributes,
  work: (tell: (attributes: SpanAttributes) => void) => Promise<Value>,
): Promise<Value> {
  const span = tracer.begin(name, parentId, attributes);
  let told: SpanAttributes = {};
  const tell = (more: SpanAttributes) => {
    told = { ...told, ...more };
  };
  try {
    const value = await work(tell);
    span.end({ attributes: told });
    return value;
  } catch (error) {
    span.end({ isError: true, attributes: told });
    throw error;
  }
}

/** What a trace says of the mission it is of. */
function rootAttributes(mission: Mission): SpanAttributes {
  const { id, goal, epoch, attempts, ranWith } = mission;
  return {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': ranWith?.agent ?? goal,
    'artisan.mission': id,
    'artisan.epoch': epoch,
    'artisan.attempt': attempts,
    'artisan.policy': ranWith?.policy ?? '',
    'artisan.tools': ranWith?.tools.join(' ') ?? '',
  };
}

function outcomeOf(attempt: Attempt): Parameters<OpenSpan['end']>[0] {
  if (attempt.kind === 'over') return { isError: true, attributes: { 'artisan.outcome': 'over' } };
  if (attempt.kind === 'result') return { attributes: { 'artisan.outcome': 'result' } };
  const { error } = attempt;
  const isHeld = error instanceof MissionHeld;
  const message = error instanceof Error ? error.message : String(error);
  const outcome = isHeld ? 'held' : 'error';
  return {
    isError: !isHeld,
    attributes: { 'artisan.outcome': outcome, 'error.message': message.slice(0, 300) },
  };
}

/** Resolves once the signal is aborted. */
function aborted(signal: AbortSignal): Promise<Attempt> {
  return new Promise((resolve) => {
    const over = () => resolve({ kind: 'over', why: signal.reason });
    if (signal.aborted) over();
    else signal.addEventListener('abort', over, { once: true });
  });
}

/** Resolves once one of them is aborted. With `end` nothing stays behind at `stop`, which lives as long as the station. */
function abortedBefore(stop: AbortSignal, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const isOver = () => {
      stop.removeEventListener('abort', isOver);
      resolve();
    };
    if (stop.aborted || end.aborted) return resolve();
    stop.addEventListener('abort', isOver, { once: true });
    end.addEventListener('abort', isOver, { once: true });
  });
}
