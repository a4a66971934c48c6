import type {
  AddMachineBody,
  ChangeMachineBody,
  ConnectionReportDto,
  DriverKindDto,
  MachineDto,
  SourceBody,
} from '@artisan-ts/contracts';
import {
  isId,
  type LeverSpec,
  type Machine,
  type MachineConfiguration,
  type MachineId,
  type Origin,
  ok,
  type Result,
  refuse,
  type Source,
  type SourceId,
} from '@artisan-ts/domain';
import { attach, type KindOf } from '#machines/attach.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import { type DescribedSource, describeSources, leadingFirst } from '#machines/describe-sources.ts';
import { withLoggedLevers, withOtherLevers } from '#machines/logged-levers.ts';
import { noMachine, storeRefusal } from '#machines/refusals.ts';
import { withLimits } from '#machines/signal-limits.ts';
import { testConnection } from '#machines/test-connection.ts';
import type { StationParts } from '#station-parts.ts';

/** A device that was taken away from a machine, with the levers that it brought. */
interface GoneSource {
  readonly machineId: MachineId;
  readonly source: Source;
  readonly levers: readonly LeverSpec[];
}

/** Devices that can be taken back: a person who undoes does it at once. */
const goneMax = 50;

/** Adding, changing, testing and removing machines, one change after the other: two at once would read one device twice. */
export class MachineService {
  readonly #station: StationParts;
  /** Devices that machines were read by until somebody took them away: to be taken back by their id. */
  readonly #gone = new Map<SourceId, GoneSource>();
  readonly #kindOf: KindOf = (name) =>
    this.#station.deps.drivers.find((kind) => kind.name === name) ?? null;

  constructor(station: StationParts) {
    this.#station = station;
  }

  kinds(): readonly DriverKindDto[] {
    return this.#station.deps.drivers.map(({ name, label, origin, fields, models }) => ({
      name,
      label,
      origin,
      ...(models && {
        models: models.map((model) => ({ ...model, settings: { ...model.settings } })),
      }),
      fields: fields.map((field) =>
        'choices' in field
          ? { ...field, choices: field.choices.map((choice) => ({ ...choice })) }
          : { ...field },
      ),
    }));
  }

  list(): readonly MachineDto[] {
    return [...this.#station.machines.values()].map((attached) => attached.view());
  }

  get(id: MachineId): MachineDto | null {
    return this.#station.machines.get(id)?.view() ?? null;
  }

  add(body: AddMachineBody): Promise<Result<MachineDto>> {
    return this.#station.machineTurn.run(() => this.#add(body));
  }

  async #add(body: AddMachineBody): Promise<Result<MachineDto>> {
    const { ids, clock } = this.#station.deps;
    const asked = askedSources(body);
    if (!asked.ok) return asked;
    const described = describeSources(asked.value, [], { kindOf: this.#kindOf, ids });
    if (!described.ok) return described;
    const levers = withLoggedLevers(
      described.value.flatMap((each) => each.levers),
      body.levers ?? [],
    );
    if (!levers.ok) return levers;
    const limited = withLimits(
      leadingFirst(described.value.map(({ source }) => source)),
      body.signalLimits ?? {},
    );
    if (!limited.ok) return limited;
    return this.#put({
      id: ids.next('machine'),
      name: body.name,
      origin: originOf(described.value, body.origin),
      configuration: {
        id: ids.next('configuration'),
        sinceWallMs: clock.wallMs(),
        levers: levers.value,
        closeAfterDropS: body.closeAfterDropS,
        sources: limited.value,
      },
    });
  }

  change(id: MachineId, body: ChangeMachineBody): Promise<Result<MachineDto>> {
    return this.#station.machineTurn.run(() => this.#change(id, body));
  }

  async #change(id: MachineId, body: ChangeMachineBody): Promise<Result<MachineDto>> {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return noMachine(id);
    const named = { ...attached.machine, name: body.name ?? attached.machine.name };
    const configuration = this.#changed(attached, body);
    if (!configuration.ok) return configuration;
    const changed = { ...named, configuration: configuration.value };
    const { id: before, sources } = named.configuration;
    const isReadAnew =
      changed.configuration.id !== before || changed.configuration.sources !== sources;
    if (isReadAnew) return this.#put(changed, attached);
    try {
      await this.#station.deps.roasts.saveMachine(changed);
    } catch (error) {
      return storeRefusal(error);
    }
    attached.machine = changed;
    this.#station.publishHealth();
    return ok(attached.view());
  }

  /** The configuration with what is asked for; its sources are the very same when nothing of them changes. */
  #changed(attached: AttachedMachine, body: ChangeMachineBody): Result<MachineConfiguration> {
    const changed = this.#withDevices(attached, body);
    if (!changed.ok || body.levers === undefined) return changed;
    // A roast has the levers that it began with.
    if (attached.desk.openRoast !== null) return roastGoesOn(attached, 'given other levers');
    const { ids, clock } = this.#station.deps;
    const nowMs = clock.wallMs();
    return withOtherLevers(attached, changed.value, body.levers, { ids, nowMs });
  }

  #withDevices(attached: AttachedMachine, body: ChangeMachineBody): Result<MachineConfiguration> {
    const { configuration } = attached.machine;
    const { sources } = configuration;
    if (body.sources !== undefined) return this.#withSources(attached, body.sources);
    const { clockRate } = body;
    if (clockRate === undefined || sources.every((source) => source.clockRate === clockRate)) {
      return ok(configuration);
    }
    const faster = sourcesAtRate(this.#kindOf, attached, clockRate);
    return faster.ok ? ok({ ...configuration, sources: faster.value }) : faster;
  }

  /** Other sources mean other numbers: a configuration of its own. */
  #withSources(
    attached: AttachedMachine,
    asked: NonNullable<ChangeMachineBody['sources']>,
  ): Result<MachineConfiguration> {
    const { ids, clock } = this.#station.deps;
    const { configuration } = attached.machine;
    if (attached.desk.openRoast !== null) return roastGoesOn(attached, 'given other sources');
    const kept: Source[] = [];
    const leversBack: LeverSpec[] = [];
    for (const each of asked) {
      if (!('id' in each)) continue;
      const own = configuration.sources.find(({ id }) => id === each.id);
      const back = own === undefined ? this.#goneFrom(attached.machine.id, each.id) : null;
      const known = own ?? back?.source;
      if (known === undefined || kept.includes(known)) {
        return refuse(
          'input.invalid',
          `sources: the machine has no source ${each.id} to keep, or twice`,
        );
      }
      leversBack.push(...(back?.levers ?? []));
      kept.push(known);
    }
    const taken = sharedChannel(kept);
    if (taken !== undefined) {
      return refuse('request.conflict', `sources: "${taken}" is measured by another device now`);
    }
    const added = describeSources(
      asked.flatMap((each) => ('id' in each ? [] : [each])),
      kept,
      { kindOf: this.#kindOf, ids },
    );
    if (!added.ok) return added;
    const gone = configuration.sources.filter((source) => !kept.includes(source));
    const goneLevers = gone.flatMap((source) => attached.source(source.id)?.levers ?? []);
    const levers = withLoggedLevers(
      [
        ...configuration.levers.filter((lever) => !goneLevers.includes(lever.id)),
        ...leversBack,
        ...added.value.flatMap((each) => each.levers),
      ],
      [],
    );
    if (!levers.ok) return levers;
    for (const source of gone) this.#remember(attached, source);
    return ok({
      ...configuration,
      id: ids.next('configuration'),
      sinceWallMs: clock.wallMs(),
      levers: levers.value,
      sources: leadingFirst([...kept, ...added.value.map(({ source }) => source)]),
    });
  }

  #goneFrom(machineId: MachineId, id: string): GoneSource | null {
    const gone = isId('source', id) ? this.#gone.get(id) : undefined;
    return gone?.machineId === machineId ? gone : null;
  }

  #remember(attached: AttachedMachine, gone: Source): void {
    const { machine } = attached;
    const own = attached.source(gone.id)?.levers ?? [];
    const levers = machine.configuration.levers.filter(({ id }) => own.includes(id));
    this.#gone.delete(gone.id);
    this.#gone.set(gone.id, { machineId: machine.id, source: gone, levers });
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > goneMax && oldest !== undefined) this.#gone.delete(oldest);
  }

  remove(id: MachineId): Promise<Result<null>> {
    return this.#station.machineTurn.run(() => this.#remove(id));
  }

  async #remove(id: MachineId): Promise<Result<null>> {
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
    await attached.stop();
    publishHealth();
    return ok(null);
  }

  /** Never sends anything that could change the device. One that is being read is not disturbed. */
  async test(id: MachineId, signal: AbortSignal): Promise<Result<ConnectionReportDto>> {
    const attached = this.#station.machines.get(id);
    if (attached === undefined) return noMachine(id);
    return testConnection(attached, this.#kindOf, signal);
  }

  /** Stores a machine and sets it going, in place of what it was before; that goes on when it cannot be done. */
  async #put(machine: Machine, before: AttachedMachine | null = null): Promise<Result<MachineDto>> {
    const { deps, machines, publishHealth } = this.#station;
    try {
      await before?.stop();
      // Until its device had let go a roast may have begun.
      if (before && before.desk.openRoast !== null) {
        before.start();
        return roastGoesOn(before, 'changed');
      }
      await deps.roasts.saveMachine(machine);
      const attached = await attach(machine, this.#kindOf, this.#station);
      machines.set(machine.id, attached);
      attached.start();
      publishHealth();
      return ok(attached.view());
    } catch (error) {
      if (before?.sources[0].runner.status.state === 'stopped') before.start();
      return storeRefusal(error);
    }
  }
}

/** A channel that two devices measure: one came back after the other took its name. */
function sharedChannel(sources: readonly Source[]): string | undefined {
  const ids = sources.flatMap(({ streams }) =>
    streams.flatMap(({ channels }) => channels.map(({ id }) => id)),
  );
  return ids.find((id, index) => ids.indexOf(id) < index);
}

/** One device said in short, or all of them. */
function askedSources(body: AddMachineBody): Result<readonly SourceBody[]> {
  const { driver, settings, sources } = body;
  if (sources !== undefined && driver === undefined && settings === undefined) return ok(sources);
  if (sources === undefined && driver !== undefined)
    return ok([{ driver, settings: settings ?? {} }]);
  return refuse('input.invalid', 'say either driver and settings, or sources');
}

/**
 * A machine is measured only when all of it is. A wire cannot tell a machine from somebody who plays one: who connects it
 * says so. Never the other way round.
 */
function originOf(described: readonly DescribedSource[], said: AddMachineBody['origin']): Origin {
  const played = described.find(({ origin }) => origin !== 'measured');
  return played?.origin ?? said ?? 'measured';
}

/** The sources with their drivers' `speed` changed, where time may be made to pass faster. */
function sourcesAtRate(
  kindOf: KindOf,
  attached: AttachedMachine,
  clockRate: number,
): Result<readonly Source[]> {
  const { machine, desk } = attached;
  if (machine.origin !== 'simulated' && machine.origin !== 'replayed') {
    return refuse(
      'request.conflict',
      `${machine.name} is a real machine: its time cannot be sped up`,
    );
  }
  if (desk.openRoast !== null) return roastGoesOn(attached, 'given another speed');
  const sources: Source[] = [];
  for (const source of machine.configuration.sources) {
    const kind = kindOf(source.driver);
    if (kind === null) return refuse('driver.unknown', `no driver "${source.driver}"`);
    const described = kind.describe({ ...source.settings, speed: clockRate });
    if (!described.ok) return described;
    const { settings, clockRate: rate } = described.value;
    if (rate !== clockRate) {
      return refuse(
        'request.conflict',
        `${source.driver} cannot be sped up, and all sources run at one speed`,
      );
    }
    sources.push({ ...source, settings, clockRate: rate });
  }
  return ok(sources);
}

function roastGoesOn({ machine }: AttachedMachine, what: string): ReturnType<typeof refuse> {
  const message = `${machine.name} cannot be ${what} while a roast is going on; close the roast first`;
  return refuse('request.conflict', message);
}
