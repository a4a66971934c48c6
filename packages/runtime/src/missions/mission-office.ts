import type { RandomStream } from '@artisan-ts/domain';
import { Bell } from '#clock/bell.ts';
import type { Agent } from '#missions/agent.ts';
import { reportKey } from '#missions/goals.ts';
import { roastSignals } from '#missions/roast-signals.ts';
import { MissionWorker } from '#missions/worker.ts';
import type { MissionAsker, MissionStore, UnreportedClose } from '#ports/mission-store.ts';
import type { StationParts } from '#station-parts.ts';

/** Whose missions these are, until there are more than one. */
export const localOrg = 'local';
const localSite = 'main';

const lookEveryMs = 5_000;
/** Looks between two reconciliations: 15 s. */
const looksPerReconciling = 3;
/** Closings older than this are not looked for. */
const lookBackMs = 30 * 86_400_000;
const closesPerLook = 50;

const dispatcher: MissionAsker = {
  actor: { kind: 'SERVICE', id: 'dispatcher', version: '1' },
  role: 'service',
  orgId: localOrg,
};

/**
 * Asks for the report of every closing of a roast, has missions worked on, and sweeps up after workers that died. What it
 * asks for follows from what is on disk alone: a closing without its mission is found again at every look, whatever was
 * lost in between.
 */
export class MissionOffice {
  readonly #station: StationParts;
  readonly #store: MissionStore;
  readonly #worker: MissionWorker;
  readonly #toAttend = new Bell();
  readonly #toWork = new Bell();
  #isFailing = false;

  constructor(
    station: StationParts,
    store: MissionStore,
    agents: readonly Agent[],
    entropy: RandomStream,
  ) {
    const { clock, logger, ids } = station.deps;
    this.#station = station;
    this.#store = store;
    this.#worker = new MissionWorker({
      store,
      clock,
      logger,
      agents,
      // Another at every start: what the one before held is not this one's.
      scope: {
        workerId: `worker:${ids.next('boot')}`,
        orgs: [localOrg],
        goals: agents.map(({ goal }) => goal),
      },
      nowMs: () => station.time.now(),
      chance: () => entropy.next(),
    });
  }

  /** A roast was closed, or a person changed a mission: look at once. */
  wake(): void {
    this.#toAttend.ring();
    this.#toWork.ring();
  }

  /**
   * Works until told to stop. What asks and sweeps does not wait for what works: a mission that takes its time holds nobody
   * up but those behind it.
   */
  async run(stop: AbortSignal): Promise<void> {
    stop.addEventListener('abort', () => this.wake(), { once: true });
    await Promise.all([this.#attend(stop), this.#work(stop)]);
  }

  async #attend(stop: AbortSignal): Promise<void> {
    const { time, deps } = this.#station;
    for (let looks = 0, isWoken = true; !stop.aborted; looks++) {
      const isTimeToReconcile = isWoken || looks % looksPerReconciling === 0;
      await this.#patiently(async () => {
        if (isTimeToReconcile) await this.#dispatch();
        const swept = await this.#store.sweep(time.now());
        if (swept > 0) this.#toWork.ring();
      });
      isWoken = await this.#toAttend.wait(deps.clock, lookEveryMs);
    }
  }

  async #work(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.#patiently(() => this.#worker.workAll(stop));
      await this.#toWork.wait(this.#station.deps.clock, lookEveryMs);
    }
  }

  async #patiently(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#isFailing = false;
    } catch (error) {
      // The recorder says what is wrong with the disk; everything here is found again at the next look.
      const { logger } = this.#station.deps;
      if (!this.#isFailing) logger.warn({ err: error }, 'missions wait for the store');
      this.#isFailing = true;
    }
  }

  async #dispatch(): Promise<void> {
    const sinceMs = this.#station.time.now() - lookBackMs;
    const closes = await this.#store.unreported(localOrg, sinceMs, closesPerLook);
    for (const close of closes) {
      await this.#ask(close);
      this.#toWork.ring();
    }
    // More wait, such as after an upgrade: go on at once.
    if (closes.length === closesPerLook) this.#toAttend.ring();
  }

  async #ask({ roastId, revision }: UnreportedClose): Promise<void> {
    const { reader, time, deps } = this.#station;
    const roast = await reader.stored(roastId);
    const answer = await this.#store.createMission(
      {
        by: dispatcher,
        siteId: localSite,
        machineId: roast?.header.machineId ?? null,
        goal: 'roast-report',
        params: { roastId, revision },
        subjectId: roastId,
        signals: roast === null ? null : roastSignals(await reader.record(roast)),
        idempotencyKey: reportKey(roastId, revision),
        identity: { id: deps.ids.next('mission'), traceId: deps.ids.next('boot') },
      },
      time.now(),
    );
    if (!answer.ok) deps.logger.error({ roastId, reason: answer.reason }, answer.message);
  }
}
