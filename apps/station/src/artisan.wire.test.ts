import { once } from 'node:events';
import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { StationProcess } from '../test/station-process.ts';

const station = new StationProcess();
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
let twin: MachineDto;

beforeAll(async () => {
  await station.start();
  twin = await client.post('/machines', {
    json: { name: 'Swift twin', driver: 'twin', settings: { speed: 20, noise: 'off' } },
  });
});
afterAll(() => station.dispose());

/** What Artisan asks a real station over a WebSocket that is the system's own. */
test('a real station answers Artisan with the values of a machine, and tells of its marks', async () => {
  const url = client.url();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/artisan?machine=${twin.id}`);
  await once(socket, 'open');
  const heard: unknown[] = [];
  socket.addEventListener('message', ({ data }) => heard.push(JSON.parse(String(data))));
  const asked = async (id: number) => {
    socket.send(JSON.stringify({ command: 'getData', id, roasterID: 0 }));
    await expect.poll(() => heard.find((each) => idOf(each) === id)).toBeDefined();
    return heard.find((each) => idOf(each) === id) as { data: Record<string, number> };
  };
  let number = 0;
  await expect.poll(async () => (await asked(++number)).data['BT'] ?? 0).toBeGreaterThan(150);
  const mark = { kind: 'charge', action: 'set' };
  await client.post<RoastDto>(`/machines/${twin.id}/marks`, { json: mark });
  await expect.poll(() => heard).toContainEqual({ pushMessage: 'startRoasting' });
  socket.close();
});

function idOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, 'id') : undefined;
}
