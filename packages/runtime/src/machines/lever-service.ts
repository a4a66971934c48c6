import type { LeverEventDto, SetLeverBody } from '@artisan-ts/contracts';
import {
  type LeverId,
  type LeverSpec,
  type LeverState,
  type MachineId,
  type MonoUs,
  ok,
  type Result,
  refuse,
} from '@artisan-ts/domain';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import { noMachine, storeRefusal } from '#machines/refusals.ts';
import type { ControlCapability } from '#ports/driver.ts';
import type { LeverEvent } from '#ports/roast-store.ts';
import { unsavedRefusal } from '#roasts/saved-answer.ts';
import type { StationParts } from '#station-parts.ts';
import { leverView } from '#views/lever-view.ts';

/** Burner, air, drum speed: set by us, read from the machine, or typed by a person. */
export class LeverService {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  /** Sets a lever for a person. A commanded one answers with what the machine read back. */
  async set(id: MachineId, { lever, value }: SetLeverBody): Promise<Result<LeverEventDto>> {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return noMachine(id);
    const spec = attached.machine.configuration.levers.find((known) => known.id === lever);
    if (spec === undefined) return refuse('lever.unknown', `the machine has no lever "${lever}"`);
    if (!(value >= spec.min && value <= spec.max)) {
      const range = `${spec.min} to ${spec.max} ${spec.unit}`;
      return refuse('lever.out-of-range', `${spec.label} goes from ${range}, got ${value}`);
    }
    const taken = await takeValue(attached, spec, value);
    if (!taken.ok) return taken;
    const event = this.#note(attached, { lever, ...taken.value, atUs: attached.clock.monoUs() });
    try {
      const { queue, deps } = this.#station;
      const saved = queue.add(() => deps.roasts.appendLeverEvent(event));
      return (await unsavedRefusal(this.#station, saved)) ?? ok(leverView(event));
    } catch (error) {
      return storeRefusal(error);
    }
  }

  /** The device reported a value. Only changes are kept. */
  fromDevice(id: MachineId, lever: LeverId, value: number, atUs: MonoUs): void {
    const attached = this.#station.machines.get(id);
    if (attached === undefined || !Number.isFinite(value)) return;
    if (attached.levers.value(lever) === value) return;
    const event = this.#note(attached, { lever, value, state: 'measured', atUs });
    void this.#station.queue.add(() => this.#station.deps.roasts.appendLeverEvent(event));
  }

  #note(
    attached: AttachedMachine,
    change: Pick<LeverEvent, 'lever' | 'value' | 'state' | 'atUs'>,
  ): LeverEvent {
    const event = { machineId: attached.machine.id, wallMs: attached.clock.wallMs(), ...change };
    attached.levers.push(event);
    this.#station.hub.publish({ name: 'lever', data: leverView(event) });
    return event;
  }
}

async function takeValue(
  attached: AttachedMachine,
  spec: LeverSpec,
  value: number,
): Promise<Result<{ readonly value: number; readonly state: LeverState }>> {
  switch (spec.mode) {
    case 'logged':
      return ok({ value, state: 'logged' });
    case 'measured':
      return refuse('lever.not-logged', `${spec.label} is read from the machine; set it there`);
    case 'commanded': {
      const own = attached.sources.find(({ levers }) => levers.includes(spec.id));
      const { state, message } = own?.runner.status ?? attached.connection;
      const control = own?.runner.device?.control ?? null;
      if (control === null || (state !== 'connected' && state !== 'silent')) {
        return refuse('driver.lost', `${spec.label} cannot be set: ${message}`);
      }
      return command(control, spec, value);
    }
  }
}

async function command(
  control: ControlCapability,
  spec: LeverSpec,
  value: number,
): Promise<Result<{ readonly value: number; readonly state: LeverState }>> {
  try {
    const readBack = await control.setLever(spec.id, value);
    return readBack.ok ? ok({ value: readBack.value, state: 'confirmed' }) : readBack;
  } catch (error) {
    // A device that broke off has not confirmed anything, and that is what the person hears.
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('driver.refused', `${spec.label} was not confirmed by the machine: ${reason}`);
  }
}
