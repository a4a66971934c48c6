import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { runArtisan } from '../../test/run-artisan.ts';
import { StationProcess } from '../../test/station-process.ts';
import { until } from '../../test/until.ts';

const station = new StationProcess();
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
const data = { ARTISAN_DATA: station.dataFolder };

beforeAll(() => station.start());
afterAll(() => station.dispose());

const asAda = { ...data, ARTISAN_PIN: '2468' };
const missions = async (...words: string[]) =>
  JSON.parse((await runArtisan(['missions', ...words, '--as', 'Ada', '--json'], asAda)).out);

/** A roast that is over before it has begun: too thin to be judged. */
async function thinRoast(): Promise<string> {
  const { items } = await client.get<{ readonly items: readonly MachineDto[] }>('/machines');
  const machine = `/machines/${items[0]?.id}`;
  await client.post(`${machine}/marks`, { json: { kind: 'charge', action: 'set' } });
  return (await client.post<RoastDto>(`${machine}/roast/close`)).id;
}

const waiting = async () => (await missions('list', '--shelf', 'needsYou')).items;

test('a roast that was held back is told with its reasons, and released by one command of somebody', async () => {
  expect((await runArtisan(['missions'], data)).out).toBe('There is none.\n');
  const first = { ...data, ARTISAN_NEW_PIN: '2468' };
  expect((await runArtisan(['people', 'first', 'Ada'], first)).exitCode).toBe(0);
  const roastId = await thinRoast();
  await until('a roast is held back', async () => (await waiting()).length === 1);
  const [held] = await waiting();
  const shown = await runArtisan(['missions', 'show', held.id], data);
  expect(shown.out).toContain('SHORT_SESSION: The roast was too short to be judged.');
  const nameless = await runArtisan(['missions', 'release', held.id], data);
  expect(nameless.err).toContain('somebody must be signed in');
  const wrong = { ...data, ARTISAN_PIN: '1357' };
  expect((await runArtisan(['missions', '--as', 'Ada'], wrong)).err).toContain('do not belong');
  const released = await runArtisan(['missions', 'release', held.id, '--as', 'Ada'], asAda);
  expect(released).toMatchObject({ exitCode: 0, err: '' });
  await until('the report is made', async () => (await missions('show', held.id)).state === 'DONE');
  const { items } = await missions('list', '--roast', roastId, '--shelf', 'done');
  expect(items.map(({ id }: { id: string }) => id)).toEqual([held.id]);
  expect(await missions('gains')).toMatchObject({ batches: 1, reports: 1, interventions: 1 });
});

test('what its state does not allow is refused with a reason', async () => {
  await thinRoast();
  await until('a roast is held back', async () => (await waiting()).length === 1);
  const [held] = await waiting();
  expect((await missions('reject', held.id)).state).toBe('CANCELED');
  const again = await runArtisan(['missions', 'release', held.id, '--as', 'Ada'], asAda);
  expect(again).toMatchObject({ exitCode: 1, out: '' });
  expect((await runArtisan(['missions', 'show', 'mission_1'], data)).err).toContain(
    'no mission id',
  );
});
