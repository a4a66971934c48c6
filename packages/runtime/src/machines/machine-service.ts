import type {
  AddMachineBody,
  ChangeMachineBody,
  ConnectionReportDto,
  DriverKindDto,
  MachineDto,
} from '@artisan-ts/contracts';
import {
  ArtisanError,
  type LeverSpec,
  type Machine,
  type MachineId,
  ok,
  type Result,
  refuse,
  type Source,
} from '@artisan-ts/domain';
import { attach } from '#machines/attach.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import { noMachine, storeRefusal } from '#machines/refusals.ts';
import { withLimits } from '#machines/signal-limits.ts';
import type { DriverKind } from '#ports/driver.ts';
import type { StationParts } from '#station-parts.ts';
import { channelsView } from '#views/machine-view.ts';

/** Adding, changing, testing and removing machines. */
export class MachineService {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  kinds(): readonly DriverKindDto[] {
    return this.#station.deps.drivers.map(({ name, label, origin, fields }) => ({
      name,
      label,
      origin,
      fields: fields.map((field) =>
        field.kind === 'choice' ? { ...field, choices: [...field.choices] } : { ...field },
      ),
    }));
  }

  list(): readonly MachineDto[] {
    return [...this.#station.machines.values()].map((attached) => attached.view());
  }

  get(id: MachineId): MachineDto | null {
    return this.#station.machines.get(id)?.view() ?? null;
  }

  async add(body: AddMachineBody): Promise<Result<MachineDto>> {
    const kind = this.#kind(body.driver);
    if (kind === null) return refuse('driver.unknown', `no driver is called "${body.driver}"`);
    const described = kind.describe(body.settings);
    if (!described.ok) return described;
    const { settings, clockRate } = described.value;
    const streams = withLimits(described.value.streams, body.signalLimits ?? {});
    if (!streams.ok) return streams;
    const levers = withLoggedLevers(described.value.levers, body.levers ?? []);
    if (!levers.ok) return levers;
    const { ids, clock } = this.#station.deps;
    const source: Source = {
      id: ids.next('source'),
      driver: kind.name,
      settings,
      streams: streams.value,
      clockRate,
    };
    const machine: Machine = {
      id: ids.next('machine'),
      name: body.name,
      // A wire cannot tell a machine from somebody who plays one: who connects it says so. Never the other way round.
      origin: kind.origin === 'measured' ? (body.origin ?? kind.origin) : kind.origin,
      configuration: {
        id: ids.next('configuration'),
        sinceWallMs: clock.wallMs(),
        levers: levers.value,
        closeAfterDropS: body.closeAfterDropS,
        sources: [source],
      },
    };
    return this.#put(machine, kind);
  }

  async change(id: MachineId, body: ChangeMachineBody): Promise<Result<MachineDto>> {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return noMachine(id);
    const named = { ...attached.machine, name: body.name ?? attached.machine.name };
    if (body.clockRate === undefined || body.clockRate === attached.source.clockRate) {
      try {
        await this.#station.deps.roasts.saveMachine(named);
      } catch (error) {
        return storeRefusal(error);
      }
      attached.machine = named;
      this.#station.publishHealth();
      return ok(attached.view());
    }
    const kind = this.#kind(attached.source.driver);
    if (kind === null) return refuse('driver.unknown', `no driver "${attached.source.driver}"`);
    const source = sourceAtRate(kind, attached, body.clockRate);
    if (!source.ok) return source;
    const { configuration } = named;
    const changed = { ...named, configuration: { ...configuration, sources: [source.value] } };
    return this.#put(changed, kind, attached);
  }

  async remove(id: MachineId): Promise<Result<null>> {
    const { machines, deps, publishHealth } = this.#station;
    const attached = machines.get(id);
    if (attached === undefined) return noMachine(id);
    if (attached.desk.openRoast !== null) return roastGoesOn(attached, 'removed');
    try {
      await deps.roasts.removeMachine(id);
    } catch (error) {
      return storeRefusal(error);
    }
    machines.delete(id);
    await attached.runner.stop();
    publishHealth();
    return ok(null);
  }

  /** Never sends anything that could change the device. One that is being read is not disturbed. */
  async test(id: MachineId, signal: AbortSignal): Promise<Result<ConnectionReportDto>> {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return noMachine(id);
    const { source, connection, clock } = attached;
    if (connection.state === 'connected' || connection.state === 'silent') {
      return ok(reportOfReading(attached));
    }
    const kind = this.#kind(source.driver);
    if (kind === null) return refuse('driver.unknown', `no driver is called "${source.driver}"`);
    try {
      const report = await kind.create(source.settings, clock).reading.test(signal);
      const { ok: isOk, steps, sample } = report;
      const stream = source.streams.find((known) => known.stream === sample?.stream);
      const seen = sample === null || stream === undefined ? null : channelsView(sample, stream);
      return ok({ ok: isOk, steps: [...steps], sample: seen });
    } catch (error) {
      const { code, message } = ArtisanError.accept(error);
      return refuse(code, message);
    }
  }

  /** Stores a machine and sets it going, in place of what it was before. */
  async #put(
    machine: Machine,
    kind: DriverKind,
    before: AttachedMachine | null = null,
  ): Promise<Result<MachineDto>> {
    const { deps, machines, publishHealth } = this.#station;
    try {
      await deps.roasts.saveMachine(machine);
      await before?.runner.stop();
      const attached = await attach(machine, kind, this.#station);
      machines.set(machine.id, attached);
      attached.runner.start();
      publishHealth();
      return ok(attached.view());
    } catch (error) {
      if (before?.connection.state === 'stopped') before.runner.start();
      return storeRefusal(error);
    }
  }

  #kind(name: string): DriverKind | null {
    return this.#station.deps.drivers.find((kind) => kind.name === name) ?? null;
  }
}

function withLoggedLevers(
  own: readonly LeverSpec[],
  asked: NonNullable<AddMachineBody['levers']>,
): Result<readonly LeverSpec[]> {
  const levers = [...own, ...asked.map((lever) => ({ ...lever, mode: 'logged' as const }))];
  const double = levers.find((lever, index) =>
    levers.some((other, at) => at < index && other.id === lever.id),
  );
  if (double !== undefined) {
    return refuse('input.invalid', `the machine would have two levers called "${double.id}"`);
  }
  const empty = levers.find((lever) => !(lever.min < lever.max));
  if (empty !== undefined) {
    const { label, min, max } = empty;
    return refuse('input.invalid', `${label} has no range: it goes from ${min} to ${max}`);
  }
  return ok(levers);
}

/** The source with its driver's `speed` changed, where time may be made to pass faster. */
function sourceAtRate(
  kind: DriverKind,
  attached: AttachedMachine,
  clockRate: number,
): Result<Source> {
  const { machine, source, desk } = attached;
  if (machine.origin !== 'simulated' && machine.origin !== 'replayed') {
    return refuse(
      'request.conflict',
      `${machine.name} is a real machine: its time cannot be sped up`,
    );
  }
  if (desk.openRoast !== null) return roastGoesOn(attached, 'given another speed');
  const described = kind.describe({ ...source.settings, speed: clockRate });
  if (!described.ok) return described;
  return ok({
    ...source,
    settings: described.value.settings,
    clockRate: described.value.clockRate,
  });
}

function roastGoesOn({ machine }: AttachedMachine, what: string): ReturnType<typeof refuse> {
  const message = `${machine.name} cannot be ${what} while a roast is going on; close the roast first`;
  return refuse('request.conflict', message);
}

function reportOfReading(attached: AttachedMachine): ConnectionReportDto {
  const { connection, tape } = attached;
  const sample = tape.newest();
  const isOk = connection.state === 'connected';
  return {
    ok: isOk,
    steps: [{ name: 'connection', ok: isOk, detail: connection.message }],
    sample,
  };
}
