import type { DeviceChannelDto, SourceBody } from '@artisan-ts/contracts';
import { channelIdOf } from '#screens/machines/machine-form.ts';

/** What a temperature can be in a roaster, by the names that everything here knows. */
export const channelRoles = [
  { id: 'bt', label: 'BT', means: 'BT, the beans' },
  { id: 'et', label: 'ET', means: 'ET, the air around them' },
  { id: 'inlet', label: 'Inlet', means: 'Inlet, the air that goes in' },
  { id: 'exhaust', label: 'Exhaust', means: 'Exhaust, the air that goes out' },
  { id: 'drum', label: 'Drum', means: 'Drum, its wall' },
] as const;

/** How a channel of a device is called on the machine. */
export interface ChannelName {
  readonly id: string;
  readonly label: string;
}

/** Names by the channel's own id. */
export type ChannelNames = Readonly<Record<string, ChannelName>>;

/** Every channel called as its device calls it. */
export function ownNames(channels: readonly DeviceChannelDto[]): ChannelNames {
  return Object.fromEntries(channels.map(({ id, label }) => [id, { id, label }]));
}

/** The names with one given to a channel; who had it before gets what that channel was called. */
export function renamed(names: ChannelNames, ownId: string, name: ChannelName): ChannelNames {
  const before = names[ownId];
  const holder = Object.keys(names).find((id) => id !== ownId && names[id]?.id === name.id);
  const handed = holder === undefined || before === undefined ? {} : { [holder]: before };
  return { ...names, ...handed, [ownId]: name };
}

/** A name that a person typed. */
export function typedName(label: string, ownId: string): ChannelName {
  return { id: channelIdOf(label, ownId), label: label.trim() };
}

/** What is told to the station: only what is called otherwise than its device calls it; absent: nothing is. */
export function namesBody(
  names: ChannelNames,
  channels: readonly DeviceChannelDto[],
): Pick<SourceBody, 'channels'> {
  const own = ownNames(channels);
  const changed = Object.entries(names).filter(
    ([ownId, { id, label }]) => id !== ownId || label !== own[ownId]?.label,
  );
  if (changed.length === 0) return {};
  // A name that is exchanged must be said of both.
  return { channels: Object.fromEntries(changed) };
}
