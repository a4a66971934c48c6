import type { CuppingDto, SheetDto } from '@artisan-ts/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QualityServer } from '../../test/quality-server.ts';

let server: QualityServer;
beforeEach(async () => {
  server = new QualityServer();
  await server.importRoast();
});
afterEach(() => server.close());

const attributes = [
  'fragranceAroma',
  'flavor',
  'aftertaste',
  'acidity',
  'body',
  'balance',
  'overall',
];
const all = (score: number) => Object.fromEntries(attributes.map((name) => [name, score]));

const setUp = (body: object = {}): Promise<CuppingDto> =>
  server.change('POST', 'cuppings', {
    title: 'Tuesday',
    form: 'sca2004',
    samples: [{ roastId: server.roast.id }, { name: 'House blend' }],
    tasters: ['Ada', 'Ben'],
    ...body,
  });
const pageOf = async (cupping: CuppingDto, taster = 0): Promise<SheetDto[]> =>
  (await server.get(`cuppings/${cupping.id}/tasters/${cupping.tasters[taster]?.id}`)).sheets;
const write = (cupping: CuppingDto, body: object, taster = 0): Promise<SheetDto> =>
  server.change(
    'PATCH',
    `cuppings/${cupping.id}/tasters/${cupping.tasters[taster]?.id}/sheet`,
    body,
  );
const refusedSheet = (cupping: CuppingDto, body: object) =>
  server.refused('PATCH', `cuppings/${cupping.id}/tasters/${cupping.tasters[0]?.id}/sheet`, body);

describe('a cupping', () => {
  it('tells codes and nothing else while it is blind, whatever is asked', async () => {
    const cupping = await setUp();
    const codes = cupping.samples.map(({ code }) => code);
    expect(codes.every((code) => /^\d{3}$/.test(code ?? ''))).toBe(true);
    const answers = JSON.stringify([
      cupping,
      await server.get('cuppings'),
      await server.get(`cuppings/${cupping.id}`),
      await pageOf(cupping),
      await server.get(`${`roasts/${server.roast.id}`}/cuppings`),
    ]);
    for (const secret of ['Yirga', 'House blend', server.roast.id]) {
      expect(answers).not.toContain(secret);
    }
    const results = await server.refused('GET', `cuppings/${cupping.id}/results`);
    expect(results).toEqual([409, 'cupping.blind']);
  });

  it('tells who pours what goes into which cup', async () => {
    const cupping = await setUp();
    const { groups } = await server.get(`cuppings/${cupping.id}/pouring`);
    const codes = groups[0].cups.map(({ code }: never) => code);
    expect(codes).toEqual(cupping.samples.map(({ code }) => code));
    expect(groups[0].cups.map(({ name }: never) => name).sort()).toEqual(['House blend', 'Yirga']);
    const triangle = await setUp({ form: 'triangle', cups: 1 });
    const poured = (await server.get(`cuppings/${triangle.id}/pouring`)).groups;
    expect(poured.map(({ taster, cups }: never) => [taster, (cups as []).length])).toEqual([
      ['Ada', 3],
      ['Ben', 3],
    ]);
  });

  it('keeps every touch of every taster apart, and over a crash', async () => {
    const cupping = await setUp();
    const [first, second] = await pageOf(cupping);
    await server.whileDiskStalls(() => [
      write(cupping, { itemId: first?.itemId, scores: { flavor: 8 } }),
      write(cupping, { itemId: first?.itemId, scores: { body: 7.25 }, notes: 'plum' }),
      write(cupping, { itemId: first?.itemId, scores: { flavor: 6 } }, 1),
      write(cupping, { itemId: second?.itemId, findings: { taint: [4, 0, 4] } }),
    ]);
    await server.reopen();
    const [one, two] = await pageOf(cupping);
    expect(one).toMatchObject({ scores: { flavor: 8, body: 7.25 }, notes: 'plum', total: null });
    expect(two?.findings).toEqual({ taint: [0, 4] });
    expect((await pageOf(cupping, 1))[0]?.scores).toEqual({ flavor: 6 });
    await write(cupping, { itemId: first?.itemId, scores: { flavor: null } });
    expect((await pageOf(cupping))[0]?.scores).toEqual({ body: 7.25 });
  });

  it('refuses what the form does not have, with the reason', async () => {
    const cupping = await setUp();
    const itemId = (await pageOf(cupping))[0]?.itemId;
    const notOnForm = [422, 'cupping.not-on-form'];
    for (const body of [
      { scores: { flavor: 8.1 } },
      { scores: { flavor: 5 } },
      { scores: { mouthfeel: 8 } },
      { intensities: { flavor: 8 } },
      { findings: { defective: [0] } },
      { findings: { taint: [5] } },
      { descriptors: { aroma: ['Floral'] } },
      { pick: '274' },
    ]) {
      expect(await refusedSheet(cupping, { itemId, ...body }), JSON.stringify(body)).toEqual(
        notOnForm,
      );
    }
    const stranger = { itemId: `sample_${'f'.repeat(32)}`, notes: 'x' };
    expect(await refusedSheet(cupping, stranger)).toEqual([404, 'request.not-found']);
  });

  it('reveals scores, ranks, calibration and what it means for the roast, and then takes no more', async () => {
    const cupping = await setUp();
    const [first, second] = (await pageOf(cupping)).map(({ itemId }) => itemId);
    await write(cupping, { itemId: first, scores: all(8), notes: 'clean' });
    await write(cupping, { itemId: second, scores: all(7) });
    await write(cupping, { itemId: first, scores: all(8.5) }, 1);
    await write(cupping, { itemId: second, scores: all(7.5), findings: { notClean: [2] } }, 1);
    expect(await server.get(`cuppings/${cupping.id}`)).toMatchObject({
      tasters: [{ done: 2, of: 2 }, { done: 2 }],
    });
    const revealed = await server.change('POST', `cuppings/${cupping.id}/reveal`);
    expect(revealed.isBlind).toBe(false);
    const results = await server.get(`cuppings/${cupping.id}/results`);
    expect(results.samples.map(({ total }: never) => total)).toMatchObject([
      { mean: 87.75, n: 2 },
      { mean: 79.75, n: 2 },
    ]);
    expect(results.calibration[0]).toMatchObject({
      attribute: 'total',
      tasters: [{ offset: -2.5 }, { offset: 2.5 }],
    });
    expect(results.pairs).toMatchObject([
      { samples: 2, meanDistance: 2.5, comparisons: 1, sameOrder: 1 },
    ]);
    const { items } = await server.get(`roasts/${server.roast.id}/cuppings`);
    expect(items).toHaveLength(1);
    expect(items[0].result).toMatchObject({ name: 'Yirga', total: { n: 2 } });
    const late = await refusedSheet(cupping, { itemId: first, notes: 'later' });
    expect(late).toEqual([409, 'cupping.revealed']);
    const twice = await server.refused('POST', `cuppings/${cupping.id}/reveal`);
    expect(twice).toEqual([409, 'cupping.revealed']);
  });

  it('counts for the lot of the roast that was cupped, too', async () => {
    const { id: coffeeId } = await server.change('POST', 'coffees', { name: 'Yirga' });
    const lot = await server.change('POST', 'lots', { coffeeId, name: 'Bags' });
    await server.change('PATCH', `roasts/${server.roast.id}`, { lotId: lot.id });
    const cupping = await setUp({ samples: [{ roastId: server.roast.id }, { lotId: lot.id }] });
    expect(await server.get(`lots/${lot.id}/cuppings`)).toEqual({ items: [] });
    await server.change('POST', `cuppings/${cupping.id}/reveal`);
    const { items } = await server.get(`lots/${lot.id}/cuppings`);
    expect(items.map(({ result }: never) => (result as { name: string }).name).sort()).toEqual([
      'Bags',
      'Yirga',
    ]);
  });

  it('is blinded anew: other codes while nobody has tasted, another round afterwards', async () => {
    const cupping = await setUp();
    const codesOf = ({ samples }: CuppingDto) => samples.map(({ code }) => code);
    const again: CuppingDto = await server.change('POST', `cuppings/${cupping.id}/reblind`);
    expect(again.round).toBe(0);
    for (const code of codesOf(again)) expect(codesOf(cupping)).not.toContain(code);
    const itemId = (await pageOf(cupping))[0]?.itemId;
    await write(cupping, { itemId, scores: all(8) });
    await server.change('POST', `cuppings/${cupping.id}/reveal`);
    const second: CuppingDto = await server.change('POST', `cuppings/${cupping.id}/reblind`);
    expect(second).toMatchObject({ round: 1, isBlind: true });
    expect((await pageOf(cupping))[0]?.scores).toEqual({});
    const first = await server.get(`cuppings/${cupping.id}/results`);
    expect(first).toMatchObject({ round: 0, samples: [{ total: { mean: 86 } }, { total: null }] });
    const now = await server.refused('GET', `cuppings/${cupping.id}/results?round=1`);
    expect(now).toEqual([409, 'cupping.blind']);
  });

  it('keeps a round that was revealed, even when nobody had tasted', async () => {
    const cupping = await setUp();
    await server.change('POST', `cuppings/${cupping.id}/reveal`);
    const again = await server.change('POST', `cuppings/${cupping.id}/reblind`);
    expect(again).toMatchObject({ round: 1, isBlind: true });
  });

  it('lets somebody join, is renamed and put away', async () => {
    const cupping = await setUp();
    const joined: CuppingDto = await server.change('POST', `cuppings/${cupping.id}/tasters`, {
      name: 'Cem',
    });
    expect(joined.tasters.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cem']);
    await server.change('PATCH', `cuppings/${cupping.id}`, {
      title: 'Wednesday',
      isArchived: true,
    });
    expect((await server.get('cuppings')).items).toEqual([]);
    expect((await server.get('cuppings?archived=true&search=wednes')).items).toHaveLength(1);
  });
});

describe('the Coffee Value Assessment', () => {
  it('scores eight sections and tells which words were chosen', async () => {
    const cupping = await setUp({ form: 'cva', tasters: ['Ada', 'Ben'] });
    const itemId = (await pageOf(cupping))[0]?.itemId;
    const sections = [
      'fragrance',
      'aroma',
      'flavor',
      'aftertaste',
      'acidity',
      'sweetness',
      'mouthfeel',
      'overall',
    ];
    const scores = Object.fromEntries(sections.map((name) => [name, 7]));
    const words = { descriptors: { flavor: ['Berry', 'Cocoa'], tastes: ['Sweet'] } };
    const sheet = await write(cupping, { itemId, scores, intensities: { acidity: 9 }, ...words });
    expect(sheet.total).toBe(89.5);
    await write(cupping, { itemId, descriptors: { flavor: ['Berry'] } }, 1);
    for (const descriptors of [
      { tastes: ['Sweet', 'Sour', 'Salty'] },
      { flavor: ['Blueberry'] },
      { flavor: ['Berry', 'Berry'] },
    ]) {
      const told = await refusedSheet(cupping, { itemId, descriptors });
      expect(told).toEqual([422, 'cupping.not-on-form']);
    }
    await server.change('POST', `cuppings/${cupping.id}/reveal`);
    const { samples } = await server.get(`cuppings/${cupping.id}/results`);
    expect(samples[0].words[0]).toEqual({ group: 'flavor', word: 'Berry', tasters: 2 });
    expect(samples[0].intensities.acidity.mean).toBe(9);
  });
});

describe('a triangle test', () => {
  it('gives each taster own triangles and says in words whether the coffees can be told apart', async () => {
    const cupping = await setUp({ form: 'triangle', cups: 3 });
    const pages = [await pageOf(cupping), await pageOf(cupping, 1)];
    const codes = pages.flat().flatMap(({ cups }) => cups);
    expect(codes).toHaveLength(18);
    expect(new Set(codes).size).toBe(18);
    expect(await refusedSheet(cupping, { itemId: pages[0]?.[0]?.itemId, pick: '000' })).toEqual([
      422,
      'cupping.not-on-form',
    ]);
    for (const [taster, sheets] of pages.entries()) {
      for (const { itemId, cups } of sheets)
        await write(cupping, { itemId, pick: cups[0] }, taster);
    }
    await server.change('POST', `cuppings/${cupping.id}/reveal`);
    const { triangle } = await server.get(`cuppings/${cupping.id}/results`);
    // All six layouts came once, and in two of them the odd cup stands first.
    expect(triangle).toMatchObject({ answered: 6, correct: 2 });
    expect(triangle.pValue).toBeCloseTo(0.6488, 4);
    expect(triangle.words).toContain('no difference was shown');
  });

  it('compares two coffees, and has cups for no more than the codes there are', async () => {
    const body = { title: 'T', form: 'triangle', samples: [{ name: 'A' }], tasters: ['Ada'] };
    expect(await server.refused('POST', 'cuppings', body)).toEqual([400, 'input.invalid']);
    const many = { ...body, cups: 12, samples: [{}, {}], tasters: Array(30).fill('Ada') };
    expect(await server.refused('POST', 'cuppings', many)).toEqual([409, 'request.conflict']);
  });

  it('lays triangles for somebody who joins', async () => {
    const cupping = await setUp({ form: 'triangle', cups: 2 });
    const joined = await server.change('POST', `cuppings/${cupping.id}/tasters`, { name: 'Cem' });
    expect(await pageOf(joined, 2)).toHaveLength(2);
  });
});
