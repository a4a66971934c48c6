import {
  type MachineId,
  type MarkKind,
  type RandomStream,
  type RoastId,
  seededStream,
  standardNormal,
  usPerSecond,
} from '@artisan-ts/domain';
import { glanceS, HandLevers, policies, type Reference, referenceOf } from '@artisan-ts/twin';
import type { Drum } from '#day/drum.ts';
import type { BatchPlan, MachinePlan } from '#day/plan.ts';
import type { Roastery } from '#day/roastery.ts';
import type { TrueBatch } from '#day/truth.ts';

/** Nobody leaves beans in a drum for longer, whatever the screen shows. */
const overdueS = 45;
/** A press that comes later than this is put right, and so long a station that is away is waited for. */
const lateS = 5;
const awayTries = 120;
/** A hand from the drum to the screen. */
const pressS = { mean: 1, sd: 0.4 };
/** When a batch is given up. */
const givenUpS = { from: 35, to: 75 };
/** So long the cable is out when somebody has to look for another: more than a fifth of any roast here. */
const longCableS = { from: 90, for: 240 };
/** Somebody who pressed charge for nothing ends that roast so much later. */
const falseStartS = 25;
/** Beans are cool and weighed so long after the drop. */
const weighingS = { after: 150, again: 30, tries: 40 };

/** One person at one machine, for a day. */
export class Roaster {
  readonly #roastery: Roastery;
  readonly #plan: MachinePlan;
  readonly #drum: Drum;
  readonly #machineId: MachineId;
  readonly #reference: Reference;
  readonly #chance: RandomStream;
  readonly #weighing: Promise<void>[] = [];

  constructor(
    roastery: Roastery,
    of: { readonly plan: MachinePlan; readonly drum: Drum; readonly machineId: MachineId },
  ) {
    this.#roastery = roastery;
    this.#plan = of.plan;
    this.#drum = of.drum;
    this.#machineId = of.machineId;
    this.#reference = referenceOf(of.drum.machine);
    this.#chance = seededStream(of.plan.seed, 'day.person');
  }

  /** Roasts every batch of the day; tells of each as it is dropped. */
  async work(dropped: (batch: TrueBatch) => void): Promise<void> {
    for (const plan of this.#plan.batches) {
      const { oddity, restS } = plan;
      await this.#roastery.sleepS(restS);
      if (oddity === 'falseStart') await this.#startForNothing();
      const batch = await this.#roast(plan);
      dropped(batch);
      this.#weighing.push(this.#weigh(batch));
    }
    await Promise.all(this.#weighing);
  }

  async #roast(plan: BatchPlan): Promise<TrueBatch> {
    const { truth, nowS } = this.#roastery;
    const batch: TrueBatch = {
      machine: this.#plan.name,
      plan,
      chargeS: nowS,
      ...{ crackS: null, dropS: nowS, dropC: 0, roastedG: 0, isWeighed: false },
      pressed: new Set(),
      unsure: new Set(),
    };
    truth.batches.push(batch);
    this.#drum.charge();
    if (plan.presses.charge) void this.#press(batch, 'charge');
    void this.#loseCable(plan);
    await this.#watch(batch);
    batch.dropS = this.#roastery.nowS;
    batch.dropC = this.#drum.probeC;
    const lostPct = this.#drum.drop();
    batch.roastedG = Math.round(plan.greenG * (1 - lostPct / 100));
    if (plan.presses.drop) void this.#press(batch, 'drop');
    return batch;
  }

  /** Stands at the levers until the beans have to leave. */
  async #watch(batch: TrueBatch): Promise<void> {
    const { plan, chargeS } = batch;
    const roastery = this.#roastery;
    const of = this.#plan.seed * 1_000 + plan.number;
    const hands = policies[this.#plan.hands](this.#reference, seededStream(of, 'day.hands'));
    const chance = seededStream(of, 'day.step-jitter');
    const levers = new HandLevers(this.#drum.machine, this.#reference, hands, {
      stepJitterS: 1.4,
      chance,
    });
    const { dropC, fcStartC } = this.#drum.machine.markTemperatures;
    const endsS =
      plan.oddity === 'givenUp'
        ? givenUpS.from + (givenUpS.to - givenUpS.from) * chance.next()
        : this.#reference.dropS + overdueS;
    const reactionS = Math.max(0, 3 + 0.5 * standardNormal(chance));
    const seen: (number | null)[] = [];
    let leavesS: number | null = null;
    for (let second = 0; second < (leavesS ?? endsS); second += 1) {
      const shown = roastery.shown(this.#machineId);
      seen.push(shown?.btC ?? null);
      const recent = seen.slice(-glanceS).filter((value) => value !== null);
      const btC = recent.length === 0 ? null : recent.reduce((a, b) => a + b, 0) / recent.length;
      const { offsetPct } = levers;
      const rorCPerMin = shown?.rorCPerMin ?? null;
      const wish = hands.look({ second, btC, rorCPerMin, offsetPct });
      if (wish !== null) levers.wish(wish);
      this.#drum.setLevers(levers.at(second, shown?.btC ?? null));
      if (batch.crackS === null && this.#cracks(second, fcStartC)) this.#hearCrack(batch);
      const isHot = second > this.#reference.turnS && (shown?.btC ?? 0) >= dropC;
      if (leavesS === null && isHot && hands.watches(second)) leavesS = second + reactionS;
      await roastery.sleepS(chargeS + second + 1 - roastery.nowS);
    }
  }

  /** Whether the beans are heard, whatever the probe shows on the way to the screen. */
  #cracks(second: number, fcStartC: number): boolean {
    return second > this.#reference.turnS && this.#drum.probeC >= fcStartC;
  }

  #hearCrack(batch: TrueBatch): void {
    batch.crackS = this.#roastery.nowS;
    if (batch.plan.presses.fcStart) void this.#press(batch, 'fcStart');
  }

  async #press(batch: TrueBatch, kind: 'charge' | 'fcStart' | 'drop'): Promise<void> {
    const roastery = this.#roastery;
    const deedS = roastery.nowS;
    const handS = Math.max(0.2, pressS.mean + pressS.sd * standardNormal(this.#chance));
    await roastery.sleepS(handS);
    // While the screen says that the station is away, somebody who wants to press waits for it.
    for (let tries = 0; roastery.station === null && tries < awayTries; tries += 1)
      await roastery.sleepS(1);
    const isLate = roastery.nowS - deedS > lateS;
    const { station } = roastery;
    const answer = await this.#mark(kind);
    if (answer === true) batch.pressed.add(kind);
    // The program died while it was asked: whether it took the press the person does not know.
    if (answer === null && station !== null) batch.unsure.add(kind);
    if (answer === true && isLate) await this.#moveBack(kind, deedS);
  }

  /** Puts a mark that could only be pressed late where the person knows that it belongs. */
  async #moveBack(kind: MarkKind, deedS: number): Promise<void> {
    const monoUs = Math.round(deedS * usPerSecond + (this.#drum.axisAheadUs ?? 0));
    await this.#roastery.ask(({ machines }) =>
      machines.mark(this.#machineId, { kind, action: 'move', at: { monoUs } }),
    );
  }

  /** Whether the station took it; null when it gave no answer. */
  async #mark(kind: MarkKind): Promise<boolean | null> {
    const answer = await this.#roastery.ask(({ machines }) =>
      machines.mark(this.#machineId, { kind, action: 'set' }),
    );
    // With a full disk it holds what was pressed until it can save it, and cannot say that it did.
    return answer === null || (!answer.ok && answer.code.startsWith('store.')) ? null : answer.ok;
  }

  async #startForNothing(): Promise<void> {
    const { truth, nowS } = this.#roastery;
    if ((await this.#mark('charge')) !== true) return;
    truth.falseStarts.push({ machine: this.#plan.name, atS: nowS });
    await this.#roastery.sleepS(falseStartS);
    await this.#roastery.ask(({ machines }) => machines.closeRoast(this.#machineId));
    await this.#roastery.sleepS(this.#plan.batches[0]?.restS ?? falseStartS);
  }

  async #loseCable({ oddity, cable }: BatchPlan): Promise<void> {
    const out = oddity === 'cableOut' ? { fromS: longCableS.from, forS: longCableS.for } : cable;
    if (out === null) return;
    await this.#roastery.sleepS(out.fromS);
    this.#drum.isPlugged = false;
    await this.#roastery.sleepS(out.forS);
    this.#drum.isPlugged = true;
  }

  /** Writes into the roast of the batch what was weighed; tried again while the program is down. */
  async #weigh(batch: TrueBatch): Promise<void> {
    await this.#roastery.sleepS(weighingS.after);
    for (let tries = 0; tries < weighingS.tries && !batch.isWeighed; tries += 1) {
      batch.isWeighed = await this.#weighNow(batch);
      if (!batch.isWeighed) await this.#roastery.sleepS(weighingS.again);
    }
  }

  async #weighNow({ chargeS, plan, roastedG }: TrueBatch): Promise<boolean> {
    const listed = await this.#roastery.ask(({ roasts }) =>
      roasts.list({ machineId: this.#machineId, limit: 3 }),
    );
    const chargeUs = chargeS * usPerSecond + (this.#drum.axisAheadUs ?? 0);
    // The roast whose charge stands nearest to when the beans fell.
    const [own] = (listed?.items ?? [])
      .map((roast) => {
        const charge = roast.marks.find(({ kind }) => kind === 'charge')?.monoUs;
        return { roast, offUs: Math.abs((charge ?? Number.POSITIVE_INFINITY) - chargeUs) };
      })
      .sort((a, b) => a.offUs - b.offUs);
    if (own === undefined || own.offUs > 60 * usPerSecond) return false;
    const { coffee, person, name } = this.#plan;
    const { greenG } = plan;
    const title = `${coffee}, ${name}, ${plan.number}`;
    const changed = await this.#roastery.ask(({ roasts }) =>
      roasts.change(own.roast.id as RoastId, { title, beans: coffee, person, greenG, roastedG }),
    );
    return changed?.ok === true;
  }
}
