import type { MachineDto, SampleEvent } from '@artisan-ts/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { StationProcess } from '../../test/station-process.ts';

const station = new StationProcess();
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
const count = 40;

beforeAll(() => station.start());
afterAll(() => station.dispose());

interface Answer {
  readonly status: number;
  readonly body: { readonly taken?: boolean; readonly code?: string; readonly detail?: string };
}

/** Posts as a device does that knows nothing but the address. */
async function push(machineId: string, body: object): Promise<Answer> {
  const answer = await fetch(`${client.url()}/api/v1/machines/${machineId}/readings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

test('what a device posts is on the live stream, once each, and what is wrong is said', async () => {
  const machine = await client.post<MachineDto>('/machines', {
    json: {
      name: 'Home-made',
      driver: 'push',
      settings: { channels: 'BT F; ET F; Fan', intervalS: 0.2 },
    },
  });
  const heard: SampleEvent[] = [];
  const stop = new AbortController();
  const following = (async () => {
    const about = { machine: machine.id, patienceS: 0 };
    for await (const { name, data } of client.follow(about, stop.signal)) {
      if (name === 'sample') heard.push(data as SampleEvent);
      if (heard.length >= count) stop.abort();
    }
  })();
  for (let seq = 0; !stop.signal.aborted && seq < 4 * count; seq++) {
    const reading = { values: { bt: 392 + seq, et: 'open-circuit', fan: 55 }, seq };
    const answer = await push(machine.id, reading);
    expect(answer.status).toBe(200);
    const again = await push(machine.id, reading);
    expect(again.body.taken).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  await following;
  const values = heard.map(({ channels }) => channels);
  expect(values[0]).toMatchObject({ btC: expect.any(Number), etC: null, fan: 55 });
  const steps = values.slice(1).map((one, at) => (one['btC'] ?? 0) - (values[at]?.['btC'] ?? 0));
  for (const step of steps) expect(step).toBeCloseTo(1 / 1.8, 6);

  const wrong = await push(machine.id, { values: { beanTemp: 200 } });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  expect(wrong.body.detail).toContain('it has bt, et, fan');
  const tested = await client.post<{ ok: boolean }>(`/machines/${machine.id}/connection-test`, {});
  expect(tested.ok).toBe(true);
});
