import { ArtisanError } from '@artisan-ts/domain';
import type { Mission, WorkerScope } from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';
import { pause } from '#clock/pause.ts';
import { type Agent, MissionFault } from '#missions/agent.ts';
import { goals } from '#missions/goals.ts';
import type { Clock } from '#ports/clock.ts';
import type { Logger } from '#ports/logger.ts';
import type { MissionHold, MissionStore } from '#ports/mission-store.ts';

/** Renewals in one lease. */
const heartbeatsPerLease = 3;
/** A worker stops itself when so much of its lease went by without a renewal: before anybody else may begin. */
const selfStopShare = 0.8;

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
}

/** Takes one mission after the other and does what it asks for. */
export class MissionWorker {
  readonly #parts: WorkerParts;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  /** Works until nothing is to be had. Ends early, and gives its mission up, when stopped. @throws ArtisanError `store.*` */
  async workAll(stop: AbortSignal): Promise<void> {
    const { store, scope, nowMs } = this.#parts;
    while (!stop.aborted) {
      const mission = await store.claimNext(scope, nowMs());
      if (mission === null) return;
      await this.#work(mission, stop);
    }
  }

  async #work(mission: Mission, stop: AbortSignal): Promise<void> {
    const { store, agents, scope, nowMs, logger } = this.#parts;
    const { workerId } = scope;
    const hold: MissionHold = { missionId: mission.id, epoch: mission.epoch, workerId };
    const agent = agents.find(({ goal }) => goal === mission.goal);
    if (agent === undefined) return;
    const lost = new AbortController();
    const { signal } = lost;
    const giveUp = () => lost.abort();
    stop.addEventListener('abort', giveUp, { once: true });
    const done = new AbortController();
    const heart = this.#beat(hold, agent, lost, done.signal);
    try {
      const result = await this.#run(agent, mission, hold, signal);
      if (signal.aborted) return;
      const isResultValid = agent.isResult(result);
      const step = await store.complete(hold, { result, isResultValid }, nowMs());
      if (!step.ok && step.reason === 'OUTPUT_INVALID') {
        await store.flag(hold, ['OUTPUT_INVALID'], nowMs());
      }
    } catch (error) {
      if (ArtisanError.accept(error).code.startsWith('store.')) throw error;
      logger.warn({ err: error, missionId: mission.id }, 'a mission failed');
      if (!signal.aborted) await this.#fail(hold, error);
    } finally {
      stop.removeEventListener('abort', giveUp);
      done.abort();
      await heart;
    }
  }

  async #run(
    agent: Agent,
    mission: Mission,
    hold: MissionHold,
    signal: AbortSignal,
  ): Promise<CanonicalValue> {
    const { store, nowMs } = this.#parts;
    const journal = await store.steps(mission.id);
    let stepNo = 0;
    return agent.run({
      mission,
      signal,
      step: async <Output extends CanonicalValue>(name: string, work: () => Promise<Output>) => {
        const at = stepNo++;
        const known = journal[at];
        if (known?.name === name) return known.output as Output;
        const output = await work();
        const written = await store.writeStep(hold, { stepNo: at, name, output }, nowMs());
        if (!written.ok) throw new MissionFault(written.reason, written.message);
        return written.step.output as Output;
      },
    });
  }

  async #fail(hold: MissionHold, error: unknown): Promise<void> {
    const { store, nowMs, chance } = this.#parts;
    const isPermanent = error instanceof MissionFault;
    const code = isPermanent ? error.code : ArtisanError.accept(error).code;
    const message = error instanceof Error ? error.message : String(error);
    const failure = { error: { code, message }, isPermanent, retryAfterMs: null, chance: chance() };
    await store.fail(hold, failure, nowMs());
  }

  /** Renews the lease until done; tells that it is lost when it cannot be renewed in time. */
  async #beat(
    hold: MissionHold,
    { goal }: Agent,
    lost: AbortController,
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
        if (!step.ok) return lost.abort();
        renewedUs = askedUs;
      } catch {
        // A store that cannot be asked is asked again at the next beat, while there is time.
      }
      if (clock.monoUs() - renewedUs >= giveUpUs) return lost.abort();
    }
  }
}
