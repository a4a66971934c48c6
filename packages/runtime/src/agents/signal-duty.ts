import { sharedTroubles } from '#live/shared-troubles.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { Duty } from '#missions/duty.ts';
import type { MissionAsker, MissionStore } from '#ports/mission-store.ts';
import type { StationParts } from '#station-parts.ts';

/** A probe that was wrong for less is not worth a person's time while they roast. */
const lastsS = 45;

/**
 * Once for each cause and roast: a person is called once, not with every reading, and not by every probe of a device whose cable is
 * out.
 */
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

  async #lookAt(attached: AttachedMachine): Promise<number> {
    const { machine, desk } = attached;
    const roastId = desk.openRoast?.header.id;
    if (roastId === undefined) return 0;
    const { ids, logger } = this.#station.deps;
    let asked = 0;
    for (const { channels, defect, message, forS } of sharedTroubles(attached.view())) {
      const keys = channels.map((channel) => `data-quality:${roastId}:${channel}:${defect}`);
      // What one probe was called for is not called for again when others come back before it.
      const [idempotencyKey] = keys.filter((key) => !this.#asked.has(key));
      if (forS < lastsS || idempotencyKey === undefined) continue;
      const answer = await this.#store.createMission(
        {
          by: this.#asker,
          siteId: this.#siteId,
          machineId: machine.id,
          goal: 'data-quality',
          subjectId: roastId,
          signals: null,
          idempotencyKey,
          // What is said of it changes with the seconds; what it is about does not.
          params: { channels, defect },
          identity: { id: ids.next('mission'), traceId: ids.next('boot') },
        },
        this.#station.time.now(),
      );
      for (const key of keys) this.#asked.add(key);
      if (answer.ok && !answer.isReplay) asked += 1;
      if (!answer.ok) logger.error({ roastId, reason: answer.reason, message }, answer.message);
    }
    return asked;
  }
}
