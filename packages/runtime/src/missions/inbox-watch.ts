import { missionShelves } from '@artisan-ts/contracts';
import type { Mission } from '@artisan-ts/kernel';
import { Bell } from '#clock/bell.ts';
import type { Clock } from '#ports/clock.ts';
import type { MissionStore } from '#ports/mission-store.ts';

const lookEveryMs = 5_000;
/** More than this and the number says nothing any more. */
const countedMax = 200;

/** What waits for a person: held back, or dead and not run again since. The newest 200. */
export async function missionsThatWait(
  store: Pick<MissionStore, 'listMissions'>,
  orgId: string,
): Promise<readonly Mission[]> {
  const states = missionShelves.needsYou;
  const found = await store.listMissions({ orgId, states, limit: countedMax });
  const waiting: Mission[] = [];
  for (const mission of found) {
    if (mission.state === 'QUARANTINED' || !(await isRunAgain(store, mission)))
      waiting.push(mission);
  }
  return waiting;
}

async function isRunAgain(
  store: Pick<MissionStore, 'listMissions'>,
  { id, orgId, subjectId }: Mission,
): Promise<boolean> {
  const query = { orgId, limit: countedMax, ...(subjectId !== null && { subjectId }) };
  return (await store.listMissions(query)).some(({ redriveOf }) => redriveOf === id);
}

/** Counts what waits for a person, so that every screen can show it. */
export class InboxWatch {
  readonly #parts: {
    readonly store: MissionStore;
    readonly clock: Clock;
    readonly orgId: string;
    readonly changed: () => void;
  };
  readonly #bell = new Bell();
  #count = 0;

  constructor(parts: {
    readonly store: MissionStore;
    readonly clock: Clock;
    readonly orgId: string;
    readonly changed: () => void;
  }) {
    this.#parts = parts;
  }

  /** Missions that wait, as last counted. */
  get count(): number {
    return this.#count;
  }

  /** A person decided something: count at once. */
  wake(): void {
    this.#bell.ring();
  }

  /** Counts until told to stop. */
  async run(stop: AbortSignal): Promise<void> {
    const { store, clock, orgId, changed } = this.#parts;
    stop.addEventListener('abort', () => this.wake(), { once: true });
    while (!stop.aborted) {
      try {
        const { length } = await missionsThatWait(store, orgId);
        if (length !== this.#count) {
          this.#count = length;
          changed();
        }
      } catch {
        // The recorder says what is wrong with the disk; the number shown is the last that was known.
      }
      await this.#bell.wait(clock, lookEveryMs);
    }
  }
}
