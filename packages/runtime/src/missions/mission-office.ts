import type { RandomStream } from '@artisan-ts/domain';
import type { Mission, RanWith } from '@artisan-ts/kernel';
import { Bell } from '#clock/bell.ts';
import type { Agent } from '#missions/agent.ts';
import type { Duty } from '#missions/duty.ts';
import { goals, reportKey } from '#missions/goals.ts';
import { roastSignals } from '#missions/roast-signals.ts';
import { MissionWorker } from '#missions/worker.ts';
import type {
  MissionAsker,
  MissionSpan,
  MissionStore,
  UnreportedClose,
} from '#ports/mission-store.ts';
import type { StationParts } from '#station-parts.ts';

/** Whose missions these are, until there are more than one. */
export const localOrg = 'local';
export const localSite = 'main';

const lookEveryMs = 5_000;
/** How often is looked for traces that are kept no longer: they may as well go a day later. */
const tracesEveryMs = 86_400_000;
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

/** What asks by the calendar and by what the probes show. */
export const scheduler: MissionAsker = {
  actor: { kind: 'SERVICE', id: 'scheduler', version: '1' },
  role: 'service',
  orgId: localOrg,
};

/** Who works on missions, once their versions are registered. */
export interface Crew {
  /** Gives what is not used, one sentence each. @throws ArtisanError `store.*` */
  begin(store: MissionStore, orgId: string, nowMs: number): Promise<readonly string[]>;
  workers(): readonly Agent[];
  versions(): Readonly<Record<string, RanWith>>;
}

/** What the office does beside reports. */
export interface OfficeDuties {
  readonly duties: readonly Duty[];
  /** Is told of each attempt with its trace, as the mission stands after it. */
  readonly told: (mission: Mission, spans: readonly MissionSpan[]) => void;
}

/**
 * Asks for the report of every closing of a roast, has missions worked on, and sweeps up after workers that died. What it
 * asks for follows from what is on disk alone: a closing without its mission is found again at every look, whatever was
 * lost in between.
 */
export class MissionOffice {
  readonly #station: StationParts;
  readonly #store: MissionStore;
  readonly #crew: Crew;
  readonly #duties: OfficeDuties;
  readonly #entropy: RandomStream;
  readonly #toAttend = new Bell();
  readonly #toWork = [new Bell(), new Bell()] as const;
  #workers: Promise<readonly MissionWorker[]> | null = null;
  #isFailing = false;
  #tracesDueMs = 0;

  constructor(
    station: StationParts,
    store: MissionStore,
    crew: Crew,
    entropy: RandomStream,
    duties: OfficeDuties = { duties: [], told: () => undefined },
  ) {
    this.#station = station;
    this.#store = store;
    this.#crew = crew;
    this.#entropy = entropy;
    this.#duties = duties;
  }

  /** A roast was closed, or a person changed a mission: look at once. */
  wake(): void {
    this.#toAttend.ring();
    this.#ring();
  }

  /**
   * Works until told to stop. What asks and sweeps does not wait for what works: a mission that takes its time holds nobody
   * up but those behind it.
   */
  async run(stop: AbortSignal): Promise<void> {
    stop.addEventListener('abort', () => this.wake(), { once: true });
    await Promise.all([this.#attend(stop), this.#work(stop, 0), this.#work(stop, 1)]);
  }

  async #attend(stop: AbortSignal): Promise<void> {
    const { time, deps } = this.#station;
    for (let looks = 0, isWoken = true; !stop.aborted; looks++) {
      const isTimeToReconcile = isWoken || looks % looksPerReconciling === 0;
      await this.#patiently(async () => {
        if (isTimeToReconcile) await this.#dispatch();
        const swept = await this.#store.sweep(time.now());
        if (swept > 0) this.#ring();
        await this.#digestTraces();
        for (const duty of this.#duties.duties) if ((await duty.look()) > 0) this.#ring();
      });
      isWoken = await this.#toAttend.wait(deps.clock, lookEveryMs);
    }
  }

  /** A few at a time, until none is left for today. */
  async #digestTraces(): Promise<void> {
    const nowMs = this.#station.time.now();
    if (nowMs < this.#tracesDueMs) return;
    if ((await this.#store.digestTraces(nowMs)) === 0) this.#tracesDueMs = nowMs + tracesEveryMs;
  }

  /** One of two who work: the first on what somebody waits for, the second on what takes its time. */
  async #work(stop: AbortSignal, place: 0 | 1): Promise<void> {
    while (!stop.aborted) {
      await this.#patiently(async () => (await this.#begun())[place]?.workAll(stop));
      await this.#toWork[place].wait(this.#station.deps.clock, lookEveryMs);
    }
  }

  #ring(): void {
    for (const bell of this.#toWork) bell.ring();
  }

  /** Whoever may work, once everything they work with is registered; asked again when that could not be kept. */
  #begun(): Promise<readonly MissionWorker[]> {
    this.#workers ??= this.#hire().catch((error: unknown) => {
      this.#workers = null;
      throw error;
    });
    return this.#workers;
  }

  async #hire(): Promise<readonly MissionWorker[]> {
    const { clock, logger, ids } = this.#station.deps;
    const nowMs = () => this.#station.time.now();
    const troubles = await this.#crew.begin(this.#store, localOrg, nowMs());
    for (const trouble of troubles) logger.error({}, trouble);
    // Another at every start: what the one before held is not this one's.
    const boot = ids.next('boot');
    return [true, false].map((isPrompt) => {
      const agents = this.#crew.workers().filter(({ goal }) => goals[goal].isPrompt === isPrompt);
      return new MissionWorker({
        store: this.#store,
        clock,
        logger,
        agents,
        nowMs,
        scope: {
          workerId: `worker:${boot}:${isPrompt ? 'prompt' : 'patient'}`,
          orgs: [localOrg],
          goals: agents.map(({ goal }) => goal),
          versions: this.#crew.versions(),
        },
        chance: () => this.#entropy.next(),
        told: this.#duties.told,
      });
    });
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
      this.#ring();
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
