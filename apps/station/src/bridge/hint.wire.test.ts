import type { HealthDto, MachineDto, RoastDto } from '@artisan-ts/contracts';
import { freePort, Mosquitto, requireTool } from '@artisan-ts/testkit';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MqttStation } from '../../test/mqtt-station.ts';
import { until } from '../../test/until.ts';

const mosquitto = requireTool('mosquitto');
const brokers: [name: string, program: string | null][] = [['the embedded broker', null]];
if (mosquitto !== null) brokers.push(['Mosquitto', mosquitto]);

describe.each(brokers)('a crack sensor at %s', (_name, program) => {
  let station: MqttStation;
  let broker: Mosquitto | null;
  let sensor: MqttClient;
  let machine: MachineDto;

  beforeEach(async () => {
    const port = await freePort();
    broker = program === null ? null : new Mosquitto(program, port);
    await broker?.start();
    const url = `mqtt://127.0.0.1:${port}`;
    station = new MqttStation(
      broker === null ? { kind: 'embedded', port, listen: '127.0.0.1' } : { kind: 'external', url },
    );
    await station.start();
    const json = { name: 'Twin', driver: 'twin', settings: { speed: 20 }, closeAfterDropS: 900 };
    machine = await station.client.post<MachineDto>('/machines', { json });
    await until('the broker is up', async () => (await health()).telemetry?.broker.isUp === true);
    sensor = await mqtt.connectAsync(url, { protocolVersion: 4 });
  });

  afterEach(async () => {
    await sensor.endAsync(true);
    await station.dispose();
    await broker?.dispose();
  });

  const health = (): Promise<HealthDto> => station.client.get<HealthDto>('/health');
  const publish = (message: unknown): Promise<unknown> =>
    sensor.publishAsync(`roaster/local/main/${machine.id}/hint`, JSON.stringify(message), {
      qos: 1,
    });

  test('what it hears becomes a suggestion; what cannot be read is set aside', async () => {
    const charged = await station.client.post<RoastDto>(`/machines/${machine.id}/marks`, {
      json: { kind: 'charge', action: 'set' },
    });
    const roast = (): Promise<RoastDto> => station.client.get<RoastDto>(`/roasts/${charged.id}`);
    const hint = { v: 1, kind: 'fcStart', confidence: 0.8, by: 'drum microphone' };
    await publish({ ...hint, confidence: 'sure', wallMs: Date.now() });
    await until('it is set aside', async () => {
      const { setAside } = (await health()).telemetry ?? {};
      return setAside?.byCode['telemetry.malformed'] === 1;
    });
    await publish({ ...hint, reason: '5 cracks in 10 s', wallMs: Date.now() });
    await until('it is suggested', async () =>
      (await roast()).marks.some(({ kind }) => kind === 'fcStart'),
    );
    expect((await roast()).marks.find(({ kind }) => kind === 'fcStart')).toMatchObject({
      state: 'suggested',
      source: 'device',
      confidence: 0.8,
      reason: 'drum microphone: 5 cracks in 10 s',
    });
  });
});
