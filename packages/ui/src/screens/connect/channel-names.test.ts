import type { DeviceChannelDto } from '@artisan-ts/contracts';
import { expect, test } from 'vitest';
import { namesBody, ownNames, renamed, typedName } from '#screens/connect/channel-names.ts';

const channel = (id: string, label: string): DeviceChannelDto => ({
  id,
  field: `${id}C`,
  label,
  quantity: 'temperature',
});
const names = ownNames([channel('bt', 'BT'), channel('et', 'ET'), channel('t3', 'T3')]);

test('a name that another channel has is exchanged', () => {
  const swapped = renamed(names, 'et', { id: 'bt', label: 'BT' });
  expect(namesBody(swapped)).toEqual({
    channels: { bt: { id: 'et', label: 'ET' }, et: { id: 'bt', label: 'BT' } },
  });
  expect(namesBody(renamed(swapped, 'et', { id: 'et', label: 'ET' }))).toEqual({});
});

test('a name of its own touches no other channel', () => {
  const named = renamed(names, 't3', typedName('Bean inlet', 't3'));
  expect(namesBody(named)).toEqual({ channels: { t3: { id: 'beanInlet', label: 'Bean inlet' } } });
});
