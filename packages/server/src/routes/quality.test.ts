import { writeAlog } from '@artisan-ts/formats';
import { buildCoffee, buildLot } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QualityServer } from '../../test/quality-server.ts';

let server: QualityServer;
let roast: string;
beforeEach(async () => {
  server = new QualityServer();
  await server.importRoast();
  roast = `roasts/${server.roast.id}`;
});
afterEach(() => server.close());

describe('the quality of a roast', () => {
  it('is entered, corrected with who and why, taken back, and still there after a crash', async () => {
    await server.change('PATCH', `${roast}/quality`, { greenG: 1000, roastedG: 850, who: 'Ada' });
    const mended = await server.change('PATCH', `${roast}/quality`, {
      roastedG: 805,
      who: 'Ben',
      why: 'read the scale wrong',
    });
    expect(mended.originals.roastedG).toBe(850);
    expect(mended.facts.lossPct).toBeCloseTo(19.5);
    await server.change('POST', `${roast}/quality/undo`, { who: 'Ben' });
    await server.reopen();
    const kept = await server.get(`${roast}/quality`);
    expect(kept.values.roastedG).toBe(850);
    expect(kept.corrections.map((each: object) => ({ ...each, wallMs: 0 }))[2]).toEqual({
      field: 'roastedG',
      before: 850,
      after: 805,
      who: 'Ben',
      why: 'read the scale wrong',
      wallMs: 0,
      place: 2,
      isInForce: false,
    });
    expect(kept.corrections[3]).toMatchObject({ undoes: 2, isInForce: true });
    expect(await server.get(roast)).toMatchObject({ greenG: 1000, roastedG: 850 });
  });

  it('flags what is unusual and keeps it; refuses what is impossible and names the field', async () => {
    const odd = await server.change('PATCH', `${roast}/quality`, { greenG: 1000, roastedG: 960 });
    expect(odd.values.roastedG).toBe(960);
    expect(odd.questions).toEqual([{ field: 'roastedG', message: expect.stringContaining('4 %') }]);
    const response = await server.ask('PATCH', `${roast}/quality`, { moistureGreenPct: 140 });
    expect(response.json()).toMatchObject({
      status: 400,
      errors: [
        {
          path: 'body/moistureGreenPct',
          message: 'moistureGreenPct is 140: give a number from 0 to 100',
        },
      ],
    });
  });

  it('keeps the history of weights that are changed with the roast, too', async () => {
    await server.change('PATCH', roast, { greenG: 900, title: 'Renamed' });
    await server.change('PATCH', roast, { greenG: 950 });
    const { corrections } = await server.get(`${roast}/quality`);
    expect(corrections.map(({ before, after }: never) => [before, after])).toEqual([
      [null, 900],
      [900, 950],
    ]);
  });

  it('counts an unchanged value as nothing, and undoing nothing as a refusal', async () => {
    await server.change('PATCH', `${roast}/quality`, { observations: [] });
    expect((await server.get(roast)).revision).toBe(1);
    const none = [422, 'quality.nothing-to-undo'];
    expect(await server.refused('POST', `${roast}/quality/undo`, {})).toEqual(none);
    const absent = `roasts/roast_${'f'.repeat(32)}/quality`;
    expect(await server.refused('PATCH', absent, { greenG: 1 })).toEqual([
      404,
      'request.not-found',
    ]);
    expect(await server.refused('GET', absent)).toEqual([404, 'request.not-found']);
  });

  it('is not changed while the roast is deleted, and is whole when it comes back', async () => {
    await server.change('PATCH', `${roast}/quality`, { greenG: 1000 });
    await server.change('DELETE', roast);
    const deleted = [409, 'request.conflict'];
    expect(await server.refused('PATCH', `${roast}/quality`, { greenG: 1 })).toEqual(deleted);
    expect(await server.refused('POST', `${roast}/quality/undo`, {})).toEqual(deleted);
    expect(await server.refused('POST', `${roast}/notes`, { text: 'x', timeS: 1 })).toEqual(
      deleted,
    );
    const picture = Buffer.from([0xff, 0xd8, 0xff]);
    expect(await server.refused('POST', `${roast}/photos`, picture)).toEqual(deleted);
    expect(server.pictures.size).toBe(0);
    await server.change('POST', `${roast}/restore`);
    expect((await server.get(`${roast}/quality`)).values.greenG).toBe(1000);
  });

  it('does a change once that was sent twice under one key', async () => {
    const photo = Buffer.from([0xff, 0xd8, 0xff, 1]);
    const first = await server.ask('POST', `${roast}/photos`, photo, 'photo-1');
    const again = await server.ask('POST', `${roast}/photos`, photo, 'photo-1');
    expect(again.json()).toEqual(first.json());
    expect((await server.get(`${roast}/quality`)).photos).toHaveLength(1);
    const undo = () => server.ask('POST', `${roast}/quality/undo`, {}, 'undo-1');
    expect([(await undo()).statusCode, (await undo()).statusCode]).toEqual([200, 200]);
    expect((await server.get(`${roast}/quality`)).corrections).toHaveLength(2);
  });

  it('takes notes at moments of the roast and gives them back', async () => {
    const noted = await server.change('POST', `${roast}/notes`, {
      text: 'smells of hay',
      timeS: 1,
    });
    expect(noted.notes).toMatchObject([{ text: 'smells of hay', timeS: 1 }]);
    const without = await server.change('DELETE', `${roast}/notes/${noted.notes[0].id}`);
    expect(without.notes).toEqual([]);
    const again = await server.refused('DELETE', `${roast}/notes/${noted.notes[0].id}`);
    expect(again).toEqual([404, 'request.not-found']);
  });

  it('comes in with an .alog and goes out with it', async () => {
    const quality = {
      values: { groundColour: 64, colourSystem: 'Tonino', observations: ['tipping'] },
      corrections: [],
      photos: [],
    } as const;
    const id = `roast_${'9'.repeat(32)}` as typeof server.roast.id;
    const file = writeAlog({ ...server.roast, id, quality }, { name: 'test', version: '1' });
    await server.change('POST', 'roasts?fileName=a.alog', Buffer.from(file));
    const { values } = await server.get(`roasts/${id}/quality`);
    expect(values).toMatchObject(quality.values);
    await server.change('PATCH', `roasts/${id}/quality`, { groundColour: 66 });
    const { body } = await server.ask('GET', `roasts/${id}/export`);
    expect(body).toContain("'ground_color': 66");
    expect(body).toContain("'color_system': 'Tonino'");
  });
});

describe('photos', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

  it('are kept as they came, taken away and brought back by undo', async () => {
    const { photos } = await server.change('POST', `${roast}/photos?caption=Tray`, jpeg);
    expect(photos).toMatchObject([{ type: 'image/jpeg', bytes: 7, caption: 'Tray' }]);
    const path = `${roast}/photos/${photos[0].id}`;
    const shown = await server.ask('GET', path);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    expect(shown.rawPayload).toEqual(jpeg);
    expect((await server.change('DELETE', path)).photos).toEqual([]);
    expect((await server.change('POST', `${roast}/quality/undo`, {})).photos).toEqual(photos);
  });

  it('are refused when they are none, too large, too many or missing, each with its reason', async () => {
    const add = `${roast}/photos`;
    const svg = Buffer.from('<svg onload="alert(1)"/>');
    expect(await server.refused('POST', add, svg)).toEqual([415, 'photo.type']);
    expect(await server.refused('POST', add, Buffer.alloc(0))).toEqual([415, 'photo.type']);
    const large = Buffer.alloc(8 * 1024 * 1024 + 1, 0xff);
    expect(await server.refused('POST', add, large)).toEqual([413, 'input.too-large']);
    for (let i = 0; i < 24; i += 1) await server.change('POST', add, Buffer.from([...jpeg, i]));
    expect(await server.refused('POST', add, jpeg)).toEqual([409, 'photo.too-many']);
    const { photos } = await server.get(`${roast}/quality`);
    server.pictures.clear();
    expect(await server.refused('GET', `${add}/${photos[0].id}`)).toEqual([
      404,
      'photo.unavailable',
    ]);
    const stranger = `${add}/photo_${'0'.repeat(32)}`;
    expect(await server.refused('GET', stranger)).toEqual([404, 'request.not-found']);
  });
});

describe('coffees and lots', () => {
  const add = async (name: string) => (await server.change('POST', 'coffees', { name })).id;
  const addLot = (coffeeId: string, more = {}) =>
    server.change('POST', 'lots', { coffeeId, name: 'Bags 1-10', receivedG: 60_000, ...more });

  it('know what is left of a lot from the roasts that used it', async () => {
    const coffee = await add('Yirga');
    const lot = await addLot(coffee, { receivedOn: '2026-03-31', moisturePct: 11.1 });
    expect(lot).toMatchObject({ coffeeName: 'Yirga', roasts: 0, remainingG: 60_000 });
    const tied = await server.change('PATCH', roast, { lotId: lot.id, greenG: 1000 });
    expect(tied).toMatchObject({ coffeeId: coffee, lotId: lot.id });
    await server.reopen();
    expect(await server.get(`lots/${lot.id}`)).toMatchObject({
      roasts: 1,
      usedG: 1000,
      remainingG: 59_000,
    });
    await server.change('PATCH', roast, { lotId: null });
    expect(await server.get(`lots/${lot.id}`)).toMatchObject({ roasts: 0, remainingG: 60_000 });
  });

  it('let go of a lot when a roast becomes another coffee, and refuse a lot of another', async () => {
    const [yirga, huila] = [await add('Yirga'), await add('Huila')];
    const lot = await addLot(yirga);
    await server.change('PATCH', roast, { lotId: lot.id });
    const other = await server.refused('PATCH', roast, { lotId: lot.id, coffeeId: huila });
    expect(other).toEqual([409, 'request.conflict']);
    expect(await server.change('PATCH', roast, { coffeeId: huila })).toMatchObject({ lotId: null });
    const nobody = { coffeeId: buildCoffee(99).id };
    expect(await server.refused('PATCH', roast, nobody)).toEqual([404, 'request.not-found']);
    expect(await server.refused('PATCH', roast, { lotId: buildLot(99).id })).toEqual([
      404,
      'request.not-found',
    ]);
    const orphan = { ...nobody, name: 'Bags' };
    expect(await server.refused('POST', 'lots', orphan)).toEqual([404, 'request.not-found']);
  });

  it('are put away and brought back, never deleted, and found page by page', async () => {
    for (const name of ['Yirga', 'Huila', 'Cerrado']) await add(name);
    const { items } = await server.get('coffees');
    const huila = items[1];
    const away = await server.change('PATCH', `coffees/${huila.id}`, { isArchived: true });
    expect(away).toMatchObject({ revision: 2, isArchived: true });
    const names = async (query: string) =>
      (await server.get(`coffees?${query}`)).items.map(({ name }: never) => name);
    expect(await names('')).toEqual(['Cerrado', 'Yirga']);
    expect(await names('archived=true')).toEqual(['Huila']);
    expect(await names('search=yir')).toEqual(['Yirga']);
    const page = await server.get('coffees?limit=1');
    expect(await names(`limit=1&cursor=${page.next}`)).toEqual(['Yirga']);
    expect((await server.ask('DELETE', `coffees/${huila.id}`)).statusCode).toBe(404);
  });

  it('keep both of two changes that were sent at the same moment', async () => {
    const id = await add('Yirga');
    await server.whileDiskStalls(() => [
      server.change('PATCH', `coffees/${id}`, { origin: 'Gedeo' }),
      server.change('PATCH', `coffees/${id}`, { process: 'washed' }),
    ]);
    expect(await server.get(`coffees/${id}`)).toMatchObject({
      origin: 'Gedeo',
      process: 'washed',
      revision: 3,
    });
  });

  it('name the field that is wrong', async () => {
    const response = await server.ask('POST', 'coffees', { name: '   ' });
    expect(response.json().errors).toEqual([
      { path: 'body/name', message: 'name is empty: give a name' },
    ]);
    const lot = await addLot(await add('Yirga'));
    const wrong = await server.ask('PATCH', `lots/${lot.id}`, { receivedOn: '31.3.2026' });
    expect(wrong.json().errors[0].path).toBe('body/receivedOn');
  });
});
