import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { Duty } from '#missions/duty.ts';
import type { MissionAsker, MissionStore } from '#ports/mission-store.ts';
import type { StationParts } from '#station-parts.ts';

/** A probe that was wrong for less is not worth a person's time while they roast. */
const lastsS = 45;

/** Once for each probe, what is wrong with it, and roast: a person is called once, not with every reading. */
export class SignalDuty implements Duty {
  readonly #station: StationParts;
  readonly #store: Pick<MissionStore, 'createMission'>;
  readonly #asker: MissionAsker;
  readonly #siteId: string;
  readonly #asked = new Set<string>();

  constructor(
    station: StationParts,
    store: Pick<MissionStore, 'createMission'>,
    asker: MissionAsker,
    siteId: string,
  ) {
    this.#station = station;
    this.#store = store;
    this.#asker = asker;
    this.#siteId = siteId;
  }

  async look(): Promise<number> {
    let asked = 0;
    for (const machine of this.#station.machines.values()) asked += await this.#lookAt(machine);
    return asked;
  }

  async #lookAt({ machine, desk, troubles }: AttachedMachine): Promise<number> {
    const roastId = desk.openRoast?.header.id;
    if (roastId === undefined) return 0;
    const { ids, logger } = this.#station.deps;
    let asked = 0;
    for (const [channel, { defect, message, forS }] of troubles) {
      const idempotencyKey = `data-quality:${roastId}:${channel}:${defect}`;
      if (forS < lastsS || this.#asked.has(idempotencyKey)) continue;
      const answer = await this.#store.createMission(
        {
          ...{ by: this.#asker, siteId: this.#siteId, machineId: machine.id, goal: 'data-quality' },
          ...{ subjectId: roastId, signals: null, idempotencyKey },
          // What is said of it changes with the seconds; what it is about does not.
          params: { channel, defect },
          identity: { id: ids.next('mission'), traceId: ids.next('boot') },
        },
        this.#station.time.now(),
      );
      this.#asked.add(idempotencyKey);
      if (answer.ok && !answer.isReplay) asked += 1;
      if (!answer.ok) logger.error({ roastId, reason: answer.reason, message }, answer.message);
    }
    return asked;
  }
}
