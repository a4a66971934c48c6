import type { HintBody, MarkBody, RoastDto } from '@artisan-ts/contracts';
import {
  type MachineId,
  type MarkKind,
  type MonoUs,
  ok,
  qualityOf,
  type Result,
  refuse,
  type SensorHint,
} from '@artisan-ts/domain';
import { correctQuality, type SessionInput } from '@artisan-ts/roast';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import { markMoment, markPlaceOf, readingAt } from '#machines/mark-position.ts';
import { noMachine, storeRefusal } from '#machines/refusals.ts';
import type { BatchBeans, BatchCapability } from '#ports/driver.ts';
import type { Plan } from '#roasts/roast-desk.ts';
import type { StationParts } from '#station-parts.ts';

/** What people and devices say about the roast of a machine. */
export class MarkService {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  /** `by`: who pressed it, when that is known. A roast of which nobody said who roasts it is theirs who charged it. */
  async mark(id: MachineId, body: MarkBody, by: string | null = null): Promise<Result<RoastDto>> {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return noMachine(id);
    const at = markMoment(body.at, markPlaceOf(attached));
    if (!at.ok) return at;
    const { kind, action } = body;
    const isCharge = kind === 'charge' && action === 'set';
    const beans = isCharge && batchOf(attached) !== null ? await this.#beansOf(attached) : null;
    const input: SessionInput = {
      type: 'mark',
      kind,
      action,
      atUs: at.value,
      source: 'operator',
      isExact: body.at !== undefined,
    };
    const answer = this.#do(attached, input, beans);
    // A charge that was detected is theirs who say that it was one.
    const isTheirs = kind === 'charge' && (action === 'set' || action === 'confirm');
    if (isTheirs && by !== null) this.#nameRoaster(attached, by);
    return answer;
  }

  #nameRoaster(attached: AttachedMachine, person: string): void {
    const header = attached.desk.openRoast?.header;
    if (header === undefined || qualityOf(header).person !== '') return;
    const by = { who: person, why: 'signed in', wallMs: this.#station.deps.clock.wallMs() };
    const named = { ...header, ...correctQuality(header, { person }, by) };
    this.#station.ledger.change(header.id, { header: named });
    this.#station.deskListener(attached.machine.id).changed();
  }

  /** What was set up, with what was measured of its lot; a lot that cannot be read now is as one nobody measured. */
  async #beansOf({ machine }: AttachedMachine): Promise<BatchBeans> {
    const { lotId = null, greenG = null } = machine.setup ?? {};
    const { roasts, logger } = this.#station.deps;
    const lot =
      lotId === null
        ? null
        : await roasts.record('lot', lotId).catch((error: unknown) => {
            logger.warn({ lotId, error: String(error) }, 'the lot of the batch cannot be read');
            return null;
          });
    const { moisturePct = null, densityGPerL = null, screenSize = '' } = lot ?? {};
    return { greenG, moisturePct, densityGPerL, screenSize };
  }

  async hint(id: MachineId, body: HintBody): Promise<Result<RoastDto>> {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return noMachine(id);
    const at = markMoment(body.at, markPlaceOf(attached));
    if (!at.ok) return at;
    return this.#do(attached, hintInput(body, at.value));
  }

  /** The same from a sensor that waits for no answer: what the rules do not want is no fault of anybody. */
  fromSensor(id: MachineId, hint: SensorHint, saidUs: MonoUs): void {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return;
    const plan = attached.desk.plan(hintInput(hint, readingAt(saidUs, markPlaceOf(attached))));
    if (plan.ok) {
      attached.desk.perform(plan.value);
      return;
    }
    const { code, message } = plan;
    const { kind, by } = hint;
    this.#station.deps.logger.info({ machineId: id, kind, by, code }, `hint: ${message}`);
  }

  async close(id: MachineId): Promise<Result<RoastDto>> {
    const attached = this.#station.machines.get(id);
    return attached === undefined ? noMachine(id) : this.#do(attached, { type: 'close' });
  }

  /** A button at the machine, or a mark in a recording. */
  fromDevice(id: MachineId, kind: MarkKind, saidUs: MonoUs): void {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return;
    const atUs = readingAt(saidUs, markPlaceOf(attached));
    const plan = attached.desk.plan({ type: 'mark', kind, action: 'set', atUs, source: 'device' });
    if (plan.ok) {
      attached.desk.perform(plan.value);
      return;
    }
    const { code, message } = plan;
    this.#station.deps.logger.warn({ machineId: id, kind, code }, `mark of the device: ${message}`);
  }

  async #do(
    attached: AttachedMachine,
    input: SessionInput,
    beans: BatchBeans | null = null,
  ): Promise<Result<RoastDto>> {
    const plan = attached.desk.plan(input);
    if (!plan.ok) return plan;
    const moved = moveBeans(attached, plan.value, beans);
    if (!moved.ok) return moved;
    try {
      attached.desk.perform(plan.value);
    } catch (error) {
      return storeRefusal(error);
    }
    const roast = attached.desk.roast;
    if (roast === null) return refuse('mark.no-roast', 'there is no roast; charge begins one');
    return this.#station.answer(roast.header.id);
  }
}

function hintInput(
  { kind, confidence, by, reason }: SensorHint,
  atUs: MonoUs,
): Extract<SessionInput, { readonly type: 'hint' }> {
  const why = reason === '' ? by : `${by}: ${reason}`;
  return { type: 'hint', kind, atUs, confidence, reason: why };
}

function batchOf({ sources }: AttachedMachine): BatchCapability | null {
  const devices = sources.map(({ runner }) => runner.device);
  return devices.find((device) => device?.batch)?.batch ?? null;
}

/** Where software moves the beans, pressing charge or drop does it, and undo takes it back. */
function moveBeans(attached: AttachedMachine, plan: Plan, beans: BatchBeans | null): Result<null> {
  const batch = batchOf(attached);
  if (batch === null) return ok(null);
  try {
    for (const effect of plan.effects) {
      if (effect.type !== 'mark') continue;
      const { kind, action } = effect;
      if (kind !== 'charge' && kind !== 'drop') continue;
      if (action === 'set' && kind === 'charge') batch.charge(beans ?? undefined);
      if (action === 'set' && kind === 'drop') batch.drop();
      if (action === 'undo') batch.undo(kind);
    }
    return ok(null);
  } catch (error) {
    // Beans that did not move are not marked as moved, and the person hears why.
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('driver.refused', `the machine did not do it: ${reason}`);
  }
}
