import type { MachineDto, RoastDto, RoastPage, SampleEvent } from '@artisan-ts/contracts';
import { afterAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { StationProcess } from '../../test/station-process.ts';

const speed = 20;
/** Within two minutes of charge the probe meets the beans and turns; between 80 and 130 C it is in the middle of them. */
const amongBeansC = 100;
const patienceS = 60;

const station = new StationProcess();
afterAll(() => station.dispose());
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });

/** The samples of a machine from now on, until one is as wanted; gives all of them. */
async function samplesUntil(
  machine: string,
  isWanted: (btC: number) => boolean,
): Promise<readonly { readonly btC: number; readonly monoUs: number }[]> {
  const enough = new AbortController();
  const seen: { btC: number; monoUs: number }[] = [];
  for await (const { name, data } of client.follow({ machine, patienceS }, enough.signal)) {
    if (name !== 'sample') continue;
    const { channels, monoUs } = data as SampleEvent;
    const btC = channels['btC'] ?? Number.NaN;
    seen.push({ btC, monoUs });
    if (isWanted(btC)) enough.abort();
  }
  return seen;
}

test('a simulated roast goes on after the station was killed: the same beans, the same levers, one roast', async () => {
  await station.start();
  const { id } = await client.post<MachineDto>('/machines', {
    json: { name: 'Rehearsal', driver: 'twin', settings: { speed, noise: 'off' } },
  });
  await client.post(`/machines/${id}/levers`, { json: { lever: 'burner', value: 65 } });
  await client.post(`/machines/${id}/marks`, { json: { kind: 'charge', action: 'set' } });
  const before = await samplesUntil(id, (btC) => btC < amongBeansC);
  const last = before.at(-1) ?? { btC: Number.NaN, monoUs: Number.NaN };
  await station.kill();

  await station.start();
  const after = await samplesUntil(id, (btC) => btC > 0);
  const first = after.find(({ monoUs }) => monoUs > last.monoUs);
  const awayS = ((first?.monoUs ?? Number.NaN) - last.monoUs) / 1e6;
  // It went on over its turning point and up, never faster than beans can be heated, and is far from an empty drum.
  expect(first?.btC, station.said).toBeGreaterThan(60);
  expect(first?.btC, station.said).toBeLessThan(Math.min(170, amongBeansC + 0.7 * awayS));

  const { items } = await client.get<RoastPage>(`/roasts?machine=${id}`);
  expect(items).toHaveLength(1);
  const roast = await client.get<RoastDto>(`/roasts/${items[0]?.id}`);
  const burner = roast.leverChanges.filter(({ lever }) => lever === 'burner');
  expect(burner.at(-1)).toMatchObject({ value: 65 });
  // Roasted at twenty times the speed it may have turned meanwhile, and that is found.
  const pressed = roast.marks.filter(({ source }) => source === 'operator');
  expect(pressed).toMatchObject([{ kind: 'charge', state: 'confirmed' }]);
});
