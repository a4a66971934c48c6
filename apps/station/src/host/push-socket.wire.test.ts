import { setTimeout as sleep } from 'node:timers/promises';
import type {
  CurveDto,
  MachineDto,
  NewIdentityDto,
  RoastDto,
  RoastPage,
} from '@artisan-ts/contracts';
import { type RandomStream, seededStream } from '@artisan-ts/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { PushingDevice } from '../../test/pushing-device.ts';
import { StationProcess } from '../../test/station-process.ts';
import { until } from '../../test/until.ts';

const seed = Number(process.env['ARTISAN_SEED'] ?? 1);
const station = new StationProcess();
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
const count = 60;
/** A little more than half of the interval: as soon as a reading may follow another. */
const paceMs = 120;
const btOf = (seq: number): number => 100 + seq / 4;

beforeAll(() => station.start());
afterAll(() => station.dispose());

const faults = ['none', 'none', 'cut', 'unheard', 'doubled', 'reordered'] as const;

/** A home-made board in a bad network: it repeats what was not answered until something newer was measured. */
class Board {
  readonly #machineId: string;
  readonly #chance: RandomStream;
  readonly #devices: PushingDevice[] = [];
  readonly done = new Set<string>();

  constructor(machineId: string, chance: RandomStream) {
    this.#machineId = machineId;
    this.#chance = chance;
  }

  /** Numbers that the station said it has. */
  get answered(): ReadonlySet<number> {
    const told = this.#devices.flatMap(({ answers }) => answers);
    const here = told.filter(
      ({ taken, remark }) => taken === true || remark?.includes('came before'),
    );
    return new Set(here.map(({ seq }) => seq ?? -1));
  }

  async push(seq: number): Promise<void> {
    const fault = faults[Math.floor(this.#chance.next() * faults.length)] ?? 'none';
    this.done.add(fault);
    const line = await this.#line();
    const body = (number: number) => ({ values: { bt: btOf(number) }, seq: number });
    if (fault === 'cut') line.push(body(seq), this.#chance.next());
    if (fault === 'unheard') line.push(body(seq), 1);
    // Its queue was turned around: the newer one is first, and the older one is no reading of now.
    if (fault === 'reordered') line.push(body(seq + 1));
    if (fault === 'doubled') line.push(body(seq));
    if (line.isCut || fault === 'cut' || fault === 'unheard') {
      await until('the cable is out', () => line.isCut);
      await this.#repeat(body(seq));
    } else {
      line.push(body(seq));
      await until(
        `an answer to ${seq}`,
        () => line.isCut || line.answers.some((answer) => answer.seq === seq),
      );
    }
  }

  async #repeat(body: { readonly seq: number }): Promise<void> {
    const line = await this.#line();
    line.push(body);
    await until(`an answer to ${body.seq}`, () => line.answers.some(({ seq }) => seq === body.seq));
  }

  async #line(): Promise<PushingDevice> {
    const last = this.#devices.at(-1);
    if (last !== undefined && !last.isCut) return last;
    const next = await PushingDevice.connect(client.url(), this.#machineId);
    this.#devices.push(next);
    return next;
  }

  get lines(): number {
    return this.#devices.length;
  }
}

test(`one roast comes over a bad network and a station that is killed: what was answered is on disk, once`, async () => {
  const machine = await client.post<MachineDto>('/machines', {
    json: { name: 'Home-made', driver: 'push', settings: { channels: 'BT C', intervalS: 0.2 } },
  });
  const board = new Board(machine.id, seededStream(seed, 'a bad network'));
  let roastId = '';
  for (let seq = 0; seq < count; seq += 2) {
    if (seq === 10) {
      const charge = { kind: 'charge', action: 'set' };
      const at = `/machines/${machine.id}/marks`;
      roastId = (await client.post<RoastDto>(at, { json: charge })).id;
    }
    await board.push(seq);
    // In the moment of an answer, without a warning: what was answered is there, or the answer was not true.
    if (seq % (count / 2) === count / 2 - 2) {
      await station.kill();
      await station.start();
    } else await sleep(paceMs);
  }

  const { items } = await client.get<RoastPage>('/roasts');
  expect(items.filter(({ machineId }) => machineId === machine.id).map(({ id }) => id)).toEqual([
    roastId,
  ]);
  const curve = await client.get<CurveDto>(`/roasts/${roastId}/curve`);
  const stored = curve.channels['btC']?.flatMap((value) => value ?? []) ?? [];
  expect(new Set(stored).size, `seed ${seed}: each once`).toBe(stored.length);
  expect(stored, `seed ${seed}: in order`).toEqual(stored.toSorted((a, b) => a - b));
  const first = stored[0] ?? 0;
  const owed = [...board.answered].map(btOf).filter((bt) => bt >= first);
  expect(
    owed.filter((bt) => !stored.includes(bt)),
    `seed ${seed}`,
  ).toEqual([]);
  expect(owed.length).toBeGreaterThan(count / 4);
  process.stdout.write(
    `seed ${seed}: ${stored.length} readings of one roast over ${board.lines} connections, ${owed.length} answered and all on disk; ${[...board.done].join(', ')}\n`,
  );
});

test('a token that is revoked ends the connection of its device, and another one is not let in', async () => {
  const machine = await client.post<MachineDto>('/machines', {
    json: { name: 'Board with a token', driver: 'push', settings: { channels: 'BT C' } },
  });
  const named = { name: 'Board', role: 'device', machineId: machine.id };
  await client.post('/people/first', { json: { name: 'Ada', pin: '2468' } });
  const signedIn = await client.post<{ token: string }>('/session', {
    json: { name: 'Ada', pin: '2468', as: 'command' },
  });
  const ask = (method: string, path: string, json?: object) =>
    fetch(`${client.url()}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${signedIn.token}`,
        ...(json && { 'content-type': 'application/json' }),
      },
      ...(json && { body: JSON.stringify(json) }),
    });
  const made = (await (await ask('POST', '/identities', named)).json()) as NewIdentityDto;
  await expect(PushingDevice.connect(client.url(), machine.id)).rejects.toThrow('401');
  const device = await PushingDevice.connect(client.url(), machine.id, made.token);
  device.push({ values: { bt: 20 }, seq: 1 });
  await until('it is answered', () => device.answers.length === 1);
  expect(device.answers[0]).toEqual({ seq: 1, taken: true, remark: null });
  await ask('DELETE', `/identities/${made.identity.id}`);
  await until('it is sent away', () => device.goodbye !== null);
  expect(device.goodbye).toMatchObject({ code: 1008 });
  await expect(PushingDevice.connect(client.url(), machine.id, made.token)).rejects.toThrow('401');
});
