import type { DeviceChannelDto } from '@artisan-ts/contracts';
import { expect, test } from 'vitest';
import {
  type ChannelNames,
  namesBody,
  ownNames,
  renamed,
  typedName,
} from '#screens/connect/channel-names.ts';

const channel = (id: string, label: string): DeviceChannelDto => ({
  id,
  field: `${id}C`,
  label,
  quantity: 'temperature',
});
const channels = [channel('bt', 'BT'), channel('et', 'ET'), channel('t3', 'T3')];
const names = ownNames(channels);
const bodyOf = (given: ChannelNames) => namesBody(given, channels);

test('a name that another channel has is exchanged', () => {
  const swapped = renamed(names, 'et', { id: 'bt', label: 'BT' });
  expect(bodyOf(swapped)).toEqual({
    channels: { bt: { id: 'et', label: 'ET' }, et: { id: 'bt', label: 'BT' } },
  });
  expect(bodyOf(renamed(swapped, 'et', { id: 'et', label: 'ET' }))).toEqual({});
});

test('a name of its own touches no other channel', () => {
  const named = renamed(names, 't3', typedName('Bean inlet', 't3'));
  expect(bodyOf(named)).toEqual({ channels: { t3: { id: 'beanInlet', label: 'Bean inlet' } } });
});

test('a label of its own is told also where it makes the name that the channel has anyway', () => {
  const named = renamed(names, 't3', typedName('t3', 't3'));
  expect(bodyOf(named)).toEqual({ channels: { t3: { id: 't3', label: 't3' } } });
  expect(bodyOf(renamed(named, 't3', typedName(' T3 ', 't3')))).toEqual({});
});
