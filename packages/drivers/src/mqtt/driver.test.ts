import { describe, expect, it } from 'vitest';
import { mqttDriver } from '#mqtt/driver.ts';

describe('a machine over MQTT', () => {
  it('delivers the channels that were named, in their order, at the interval that was said', () => {
    const described = mqttDriver().describe({ channels: 'bt, exhaust', intervalS: 0.5 });
    if (!described.ok) throw new Error(described.message);
    const [stream] = described.value.streams;
    expect(stream?.channels.map(({ id }) => id)).toEqual(['bt', 'exhaust']);
    expect(stream?.intervalS).toBe(0.5);
  });

  it.each(['bt,bt', 'bt,', 'BT', 'bt,e t', Array.from({ length: 17 }, (_, k) => `c${k}`).join()])(
    'refuses channels that could not be told apart or stored: %s',
    (channels) => {
      expect(mqttDriver().describe({ channels })).toMatchObject({
        ok: false,
        code: 'driver.settings',
      });
    },
  );
});
