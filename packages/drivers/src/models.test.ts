import { ArtisanError } from '@artisan-ts/domain';
import type { DriverKind } from '@artisan-ts/runtime';
import { describe, expect, it } from 'vitest';
import { aillioDriver } from '#aillio/driver.ts';
import { mqttTopicsDriver } from '#mqtt-topics/driver.ts';
import { phidgetDriver } from '#phidgets/driver.ts';

const nowhere = (): never => {
  throw new ArtisanError('driver.port-missing', 'nothing is opened');
};
const place = { broker: 'mqtt://192.168.0.7', topic: 'roest/1' };
const kinds: readonly (readonly [DriverKind, Readonly<Record<string, string>>])[] = [
  [aillioDriver(nowhere), {}],
  [phidgetDriver(nowhere), {}],
  [mqttTopicsDriver(nowhere), place],
];
const models = kinds.flatMap(([kind, said]) =>
  (kind.models ?? []).map((model) => [`${model.brand} ${model.model}`, kind, model, said] as const),
);

describe('a machine chosen by name', () => {
  it.each(models)('%s is described, BT first', (_name, kind, { settings }, said) => {
    const described = kind.describe({ ...settings, ...said });
    if (!described.ok) throw new Error(described.message);
    const [stream] = described.value.streams;
    expect(stream?.channels[0]?.id).toBe('bt');
    expect(stream?.channels.length).toBeLessThanOrEqual(16);
  });
});
