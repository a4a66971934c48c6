import {
  analysisDto,
  type CurveDto,
  curveDto,
  type DurableEvent,
  durableEvent,
  healthEvent,
  leverEvent,
  type MachineDto,
  markEvent,
  type RoastDto,
  type RoastPage,
  roastDto,
  roastEvent,
  roastPage,
  type SampleEvent,
  sampleEvent,
} from '@artisan-ts/contracts';
import { ArtisanError } from '@artisan-ts/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StationClient } from '#client/station-client.ts';
import { StationProcess } from '../test/station-process.ts';

const station = new StationProcess();
const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
const speed = 100;
let twin: MachineDto;

const schemas = {
  sample: sampleEvent,
  mark: markEvent,
  roast: roastEvent,
  lever: leverEvent,
  health: healthEvent,
  durable: durableEvent,
};

beforeAll(async () => {
  await station.start();
  twin = await client.post('/machines', {
    json: { name: 'Swift twin', driver: 'twin', settings: { speed, noise: 'off' } },
  });
});
afterAll(() => station.dispose());

const press = (kind: string, action = 'set', at?: object) =>
  client.post<RoastDto>(`/machines/${twin.id}/marks`, { json: { kind, action, at } });

/** Listens until the machine has sent so many samples more; every event is checked against its schema. */
async function listen(samples: number): Promise<readonly SampleEvent[]> {
  const heard: SampleEvent[] = [];
  const stop = new AbortController();
  for await (const { name, data } of client.follow(
    { machine: twin.id, patienceS: 0 },
    stop.signal,
  )) {
    expect(() => schemas[name].parse(data), name).not.toThrow();
    if (name === 'sample') heard.push(data as SampleEvent);
    if (heard.length >= samples) stop.abort();
  }
  return heard;
}

test('a roast on the twin: pressed, undone, noted, steered, dropped, closed and found again', async () => {
  await listen(60);
  const opened = await press('charge');
  expect(roastDto.parse(opened)).toMatchObject({ origin: 'simulated', closeReason: null });
  expect(
    (await press('charge', 'undo')).marks.find(({ kind }) => kind === 'charge'),
  ).toBeUndefined();
  const again = await press('charge');
  expect(again.id).toBe(opened.id);

  const lever = { lever: 'burner', value: 55 };
  expect(await client.post(`/machines/${twin.id}/levers`, { json: lever })).toMatchObject({
    ...lever,
    state: 'confirmed',
  });
  const noted = await client.post<RoastDto>(`/machines/${twin.id}/notes`, {
    json: { text: 'smells of bread' },
  });
  expect(noted.notes).toMatchObject([{ text: 'smells of bread' }]);
  await client.delete(`/machines/${twin.id}/notes/${noted.notes[0]?.id}`);

  await listen(400);
  await press('fcStart');
  await listen(60);
  await press('drop');
  const closed = await press('coolEnd');
  expect(closed).toMatchObject({ id: opened.id, closeReason: 'coolEnd', notes: [] });
  expect(closed.leverChanges).toContainEqual(expect.objectContaining(lever));

  const curve = curveDto.parse(await client.get(`/roasts/${opened.id}/curve?ror=artisan20`));
  expect(curve.ror.method).toBe('artisan20');
  expect(curve.channels['btC']).toHaveLength(curve.timeS.length);
  const analysis = analysisDto.parse(await client.get(`/roasts/${opened.id}/analysis?ror=ls60`));
  expect(analysis.rate).toEqual({ method: 'ls60', windowS: 60, lagS: 30 });
  expect(analysis.summary[0]).toMatch(/^Roasted for \d+:\d\d/);
  const page = roastPage.parse(await client.get(`/roasts?machine=${twin.id}&search=swift`));
  expect(page.items.map(({ id }) => id)).toEqual([opened.id]);
  expect((await client.get<RoastPage>('/roasts?search=nowhere')).items).toEqual([]);
});

test('weights of a saved roast give its loss', async () => {
  const { items } = await client.get<RoastPage>('/roasts');
  const url = `${client.url()}/api/v1/roasts/${items[0]?.id}`;
  const changed = await fetch(url, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: '{"greenG": 1000, "roastedG": 850, "beans": "Yirgacheffe"}',
  });
  expect(await changed.json()).toMatchObject({ weightLossPct: 15, beans: 'Yirgacheffe' });
});

test('what the station cannot do is refused with its reason', async () => {
  await expect(press('turningPoint')).rejects.toMatchObject({ code: 'mark.derived' });
  const far = client.post(`/machines/${twin.id}/levers`, {
    json: { lever: 'burner', value: 1000 },
  });
  await expect(far).rejects.toMatchObject({ code: 'lever.out-of-range' });
  const nothing = client.post('/machines', { json: { name: 'X', driver: 'probat' } });
  await expect(nothing).rejects.toBeInstanceOf(ArtisanError);
  const misspelt = client.post('/machines', {
    json: { name: 'X', driver: 'twin', settings: { sped: 2 } },
  });
  await expect(misspelt).rejects.toMatchObject({ code: 'driver.settings' });
});

test('after a kill in mid-roast the roast goes on, and a reader that comes back gets what it missed', async () => {
  const opened = await press('charge');
  await listen(30);
  const { cursor, newest } = await nextDurable();
  await station.kill();
  await station.start();

  const response = await fetch(`${client.url()}/api/v1/live?machine=${twin.id}`, {
    headers: { 'last-event-id': String(cursor) },
  });
  const text = await textToSample(response);
  const resumed = /event: sample\ndata: (.*)\n/.exec(text)?.[1] ?? '{}';
  const first = sampleEvent.parse(JSON.parse(resumed));
  const saved = newest.find(({ boot }) => boot === first.boot);
  expect(first.seq).toBe(saved ? saved.seq + 1 : 0);
  const { items } = await client.get<{ items: MachineDto[] }>('/machines');
  expect(items.find(({ id }) => id === twin.id)?.roastId).toBe(opened.id);
  const closed = await client.post<RoastDto>(`/machines/${twin.id}/roast/close`);
  expect(closed).toMatchObject({ id: opened.id, closeReason: 'operator' });
  const curve = await client.get<CurveDto>(`/roasts/${opened.id}/curve`);
  expect(curve.gaps.length).toBeGreaterThan(0);
});

/** The next word of the station about what is on disk of the twin. */
async function nextDurable(): Promise<DurableEvent> {
  const stop = new AbortController();
  for await (const { name, data } of client.follow(
    { machine: twin.id, patienceS: 0 },
    stop.signal,
  )) {
    if (name === 'durable') return data as DurableEvent;
  }
  throw new Error('the stream ended');
}

/** What the stream says until its first sample. */
async function textToSample(response: Response): Promise<string> {
  let text = '';
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece;
    if (/event: sample\ndata: .*\n/.test(text)) break;
  }
  return text;
}
