import type { StationSettings } from '@artisan-ts/contracts';
import { WallMs } from '@artisan-ts/domain';
import { latestSlot, parseSchedule } from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';
import { rehearsalOf } from '#agents/rehearsal-ask.ts';
import { machineNames } from '#agents/twin-tools.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { Duty } from '#missions/duty.ts';
import type { MissionAsker, MissionStore } from '#ports/mission-store.ts';
import { allRoasts } from '#roasts/listed-roasts.ts';
import type { StationParts } from '#station-parts.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** What is wanted of an agent on a day. */
interface Errand {
  readonly goal: 'drift-watch' | 'sim-roast';
  readonly key: string;
  readonly machineId: string | null;
  readonly subjectId: string | null;
  readonly params: CanonicalValue;
}

/**
 * Asks for what is to be done at times of the wall. What is due follows from the calendar, and what was asked for already from
 * the store: neither a restart nor an hour that comes twice asks again, and what came due while the station was off is asked
 * for once it is on.
 */
export class ScheduledDuty implements Duty {
  readonly #station: StationParts;
  readonly #store: Pick<MissionStore, 'createMission'>;
  readonly #asker: MissionAsker;
  readonly #siteId: string;
  readonly #settings: () => StationSettings | null;
  /** Settled for good: asked for, or nothing to do. */
  readonly #settled = new Set<string>();

  constructor(
    station: StationParts,
    store: Pick<MissionStore, 'createMission'>,
    asker: MissionAsker,
    siteId: string,
    settings: () => StationSettings | null,
  ) {
    this.#station = station;
    this.#store = store;
    this.#asker = asker;
    this.#siteId = siteId;
    this.#settings = settings;
  }

  async look(): Promise<number> {
    const settings = this.#settings();
    if (settings === null) return 0;
    const driftDay = this.#dueDay(settings.driftWatch);
    const rehearsalDay = this.#dueDay(settings.rehearsal);
    let asked = 0;
    for (const machine of this.#station.machines.values()) {
      if (driftDay !== null) asked += await this.#settle(driftErrand(machine, driftDay), driftDay);
      const errand = rehearsalDay === null ? null : rehearsalErrand(machine, rehearsalDay);
      if (errand !== null) asked += await this.#settle(errand, rehearsalDay ?? '');
    }
    return asked;
  }

  /** The latest day on which a schedule was due, by the clock on the wall here; null: it is off. */
  #dueDay(text: string): string | null {
    const schedule = parseSchedule(text);
    if (schedule === null || schedule === undefined) return null;
    const nowMs = this.#station.time.now();
    const offsetS = this.#station.deps.utcOffsetS?.(WallMs(nowMs)) ?? 0;
    return latestSlot(schedule, nowMs, offsetS).day;
  }

  async #settle(errand: Errand, day: string): Promise<number> {
    const { key: idempotencyKey, goal, machineId, subjectId, params } = errand;
    if (this.#settled.has(idempotencyKey)) return 0;
    if (!(await this.#isWorthwhile(errand, day))) {
      this.#settled.add(idempotencyKey);
      return 0;
    }
    const { ids, logger } = this.#station.deps;
    const answer = await this.#store.createMission(
      {
        by: this.#asker,
        siteId: this.#siteId,
        goal,
        machineId,
        subjectId,
        params,
        signals: null,
        idempotencyKey,
        identity: { id: ids.next('mission'), traceId: ids.next('boot') },
      },
      this.#station.time.now(),
    );
    this.#settled.add(idempotencyKey);
    if (!answer.ok) logger.error({ idempotencyKey, reason: answer.reason }, answer.message);
    return answer.ok && !answer.isReplay ? 1 : 0;
  }

  /** There was something roasted on the machine in the week, or in the day, before: what would be said otherwise is known. */
  async #isWorthwhile({ goal, machineId }: Errand, day: string): Promise<boolean> {
    const untilMs = Date.parse(day);
    const sinceMs = untilMs - (goal === 'drift-watch' ? weekMs : weekMs * 52);
    const machine = [...this.#station.machines.values()].find(
      (each) => each.machine.id === machineId,
    );
    if (machine === undefined) return false;
    const query = { machineId: machine.machine.id };
    for await (const { header } of allRoasts(this.#station.deps.roasts, query)) {
      const { startedWallMs, closeReason } = header;
      if (startedWallMs === null || startedWallMs < sinceMs) return false;
      if (startedWallMs < untilMs && closeReason !== null) return true;
    }
    return false;
  }
}

function driftErrand({ machine: { id } }: AttachedMachine, day: string): Errand {
  return {
    goal: 'drift-watch',
    key: `drift-watch:${id}:${day}`,
    machineId: id,
    subjectId: id,
    params: { day, untilMs: Date.parse(day) },
  };
}

/** Of a machine that is simulated; null for a real one. Each day has seeds of its own. */
function rehearsalErrand({ machine }: AttachedMachine, day: string): Errand | null {
  const [lead] = machine.configuration.sources;
  const simulated = lead?.driver === 'twin' ? lead.settings['machine'] : null;
  const name = machineNames.find((each) => each === simulated);
  if (name === undefined) return null;
  const firstSeed = Math.floor(Date.parse(day) / dayMs) * 1000;
  return {
    goal: 'sim-roast',
    key: `sim-roast:${machine.id}:${day}`,
    machineId: machine.id,
    subjectId: null,
    params: { ...rehearsalOf({ machine: name, firstSeed }) },
  };
}
