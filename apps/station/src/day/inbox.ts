import type { MissionDto } from '@artisan-ts/contracts';
import type { MissionId, RoastId } from '@artisan-ts/domain';
import type { Caller } from '@artisan-ts/runtime';
import type { Roastery } from '#day/roastery.ts';

/** Somebody looks into the inbox so often. */
const looksEveryS = 600;
/** What lasted shorter was no roast: there is nothing to report. */
const roastMinS = 90;
const inboxMax = 100;

const name = 'Ada';
const pin = '246810';

/** The person who looks at what the station did not dare to decide. */
export class InboxKeeper {
  readonly #roastery: Roastery;
  #token: string | null = null;

  constructor(roastery: Roastery) {
    this.#roastery = roastery;
  }

  /** Makes the first person, who is signed in for the day. */
  async signUp(): Promise<void> {
    const made = await this.#roastery.ask(({ people }) => people.addFirst({ name, pin }));
    if (made?.ok) this.#token = made.value.token;
  }

  /** Looks now and then until told to stop. */
  async tend(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.#roastery.sleepS(looksEveryS);
      await this.look();
    }
  }

  /** Decides everything that waits. */
  async look(): Promise<void> {
    const page = await this.#roastery.ask(({ missions }) =>
      missions.list({ limit: inboxMax, shelf: 'needsYou' }),
    );
    for (const mission of page?.items ?? []) await this.#decide(mission);
  }

  async #decide(mission: MissionDto): Promise<void> {
    const { id, goal, subjectId, reasons, signals, inputDigest, can } = mission;
    const by = this.#caller();
    if (by === null || !can.includes('approve')) return;
    // Who is called to a probe has looked at it by now.
    const isRoast = goal !== 'roast-report' || Number(signals?.['durationS'] ?? 0) >= roastMinS;
    const decision = isRoast ? 'release' : 'reject';
    const codes = reasons.map(({ code }) => code);
    const answer = await this.#roastery.ask(({ missions }) =>
      missions.decide(
        by,
        id as MissionId,
        isRoast
          ? { decision: 'approve', waivedReasons: codes, inputDigest }
          : { decision: 'reject' },
      ),
    );
    if (!answer?.ok) return;
    const { truth, nowS } = this.#roastery;
    const roastId = subjectId ?? '';
    truth.interventions.push({
      ...{ missionId: id, goal, roastId, decision, reasons: codes, atS: nowS },
    });
    // What was no roast is taken out of the list of roasts.
    if (!isRoast) await this.#roastery.ask(({ roasts }) => roasts.remove(roastId as RoastId));
  }

  #caller(): Caller | null {
    const { station } = this.#roastery;
    return this.#token === null ? null : (station?.people.callerOf(this.#token) ?? null);
  }
}
