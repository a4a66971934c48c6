import type {
  ArtisanSettingsDto,
  ChangeMachineBody,
  DeviceDto,
  DriverKindDto,
  MachineDto,
  SourceBody,
} from '@artisan-ts/contracts';
import type { CatalogueEntry } from '#screens/connect/catalogue.ts';
import type { ChannelName, ChannelNames } from '#screens/connect/channel-names.ts';
import type { LoggedLeverDraft, SettingTexts } from '#screens/machines/machine-form.ts';

/** The steps of connecting, in their order. */
export const steps = ['choose', 'reach', 'read', 'check', 'finish'] as const;
export type Step = (typeof steps)[number];

/** What a step is called on its screen. */
export const stepNames: Readonly<Record<Step, string>> = {
  choose: 'Which machine is it?',
  reach: 'Where is it?',
  read: 'What it says',
  check: 'Are the probes the right ones?',
  finish: 'The last word',
};

/** Short, for the way along the top. */
export const stepWords: Readonly<Record<Step, string>> = {
  choose: 'Machine',
  reach: 'Connection',
  read: 'Readings',
  check: 'Probes',
  finish: 'Finish',
};

type Device = MachineDto['sources'][number];

/** A kind of device by its name, as an entry of the catalogue to begin from, called so; null: there is none. */
export function entryNamed(
  kinds: readonly DriverKindDto[],
  driver: string,
  name?: string,
): CatalogueEntry | null {
  const kind = kinds.find((known) => known.name === driver);
  if (kind === undefined) return null;
  return { kind, brand: null, model: name ?? kind.label, settings: {}, wire: null };
}

/** Levers of Artisan's sliders, as they go there. */
export function leversFrom(
  found: NonNullable<ArtisanSettingsDto['machine']>['levers'],
): readonly LoggedLeverDraft[] {
  return found.map(({ id, label, unit, ...dial }) => ({ id, label, unit, dial }));
}

/** Settings as a form holds them. */
export function textsOf(settings: Readonly<Record<string, unknown>>): SettingTexts {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, String(value ?? '')]),
  );
}

/** How the channels of a device are called on its machine, by what the device calls them. */
export function namesOnMachine(
  machine: MachineDto,
  device: Device,
  described: DeviceDto,
): ChannelNames {
  const names: [string, ChannelName][] = described.channels.map((channel, at) => {
    const { id, label } =
      machine.channels.find(({ id: known }) => known === device.channels[at]) ?? channel;
    return [channel.id, { id, label }];
  });
  return Object.fromEntries(names);
}

/** The devices of a machine with one put in the place of another, or behind them. */
export function sourcesWith(
  machine: MachineDto,
  replaced: string | null,
  body: SourceBody,
): NonNullable<ChangeMachineBody['sources']> {
  const kept = machine.sources.map(({ id }) => (id === replaced ? body : { id }));
  return replaced === null ? [...kept, body] : kept;
}
