import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import { plainRoastFile } from './plain-roast-file.ts';
import type { RunningStation } from './station.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');
const wide = { width: 1280, height: 720 };
const phone = { width: 390, height: 844 };

/** After the drop: a batch is measured, a mistake is mended, coffees are kept, and cups are tasted blind by two people. */
describe.runIf(chromium)('quality and cupping, in a browser', () => {
  let visit: Visit;
  let station: RunningStation;
  let page: Page;
  const roastIds: string[] = [];

  beforeAll(async () => {
    visit = await visitStation(chromium, { viewport: wide, colorScheme: 'light' });
    ({ station, page } = visit);
    for (const title of ['Kenya Nyeri', 'Colombia Huila']) {
      const file = plainRoastFile().replace('Plain roast', title);
      const response = await page.request.post(`${station.url}/api/v1/roasts?fileName=a.alog`, {
        headers: { 'content-type': 'application/octet-stream' },
        data: Buffer.from(file),
      });
      roastIds.push((await response.json()).roast.id);
    }
  });

  afterAll(() => visit?.end());

  const shot = (name: string, on = page) => takeShot(on, name, { fullPage: true });
  const accessible = (on = page) => stumbles(on);
  const seen = (text: string | RegExp, on = page) =>
    expect.poll(() => on.getByText(text).first().isVisible()).toBe(true);
  const api = async (path: string) => (await fetch(`${station.url}/api/v1/${path}`)).json();

  it('keeps a coffee with a lot, by keyboard alone', async () => {
    await page.goto(`${station.url}/#/coffees`);
    await seen('Coffees will be here');
    await shot('coffees-empty');
    expect(await accessible()).toEqual([]);
    await page.getByLabel('Name of a new coffee').focus();
    await page.keyboard.type('Nyeri AA');
    await page.keyboard.press('Enter');
    const origin = page.getByLabel('Origin');
    await origin.focus();
    await page.keyboard.type('Kenya, Nyeri');
    await page.keyboard.press('Enter');
    await page.getByLabel('Process').fill('washed');
    await page.getByLabel('Name of a new lot').fill('Bags 1 to 4');
    await page.getByLabel('Name of a new lot').press('Enter');
    const lot = page.getByRole('article', { name: 'Bags 1 to 4' });
    await lot.getByLabel('Received, kg').fill('60');
    await lot.getByLabel('Received, kg').press('Enter');
    await expect.poll(() => lot.innerText()).toContain('60.0 kg left');
    await lot.getByLabel('Moisture, %').fill('wet');
    await lot.getByLabel('Moisture, %').press('Enter');
    await expect.poll(() => lot.getByRole('alert').innerText()).toContain('A number');
    await lot.getByLabel('Moisture, %').press('Escape');
    await lot.getByLabel('Moisture, %').fill('11.2');
    await lot.getByLabel('Moisture, %').press('Enter');
    await shot('coffee');
    expect(await accessible()).toEqual([]);
    const { items } = await api('coffees');
    expect(items[0]).toMatchObject({ name: 'Nyeri AA', origin: 'Kenya, Nyeri', process: 'washed' });
  });

  it('measures a roast, mends a mistake with its reason, and takes that back', async () => {
    await page.goto(`${station.url}/#/roasts/${roastIds[0]}`);
    await page.getByRole('link', { name: 'Colour, moisture, photos, cup' }).click();
    const weights = page.getByRole('region', { name: 'Weights' });
    await page.getByLabel(/^Your name/).fill('Ada');
    await page.getByLabel(/^Your name/).press('Enter');
    await weights.getByLabel('Green, g').fill('1000');
    await weights.getByLabel('Green, g').press('Enter');
    await weights.getByLabel('Roasted, g').fill('580');
    await weights.getByLabel('Roasted, g').press('Enter');
    await seen(/Weight loss 42 % is unusual/);
    await weights.getByLabel('Roasted, g').fill('850');
    await page.getByLabel('Why Roasted, g is corrected').fill('digits swapped');
    await page.keyboard.press('Enter');
    await expect.poll(() => weights.innerText()).toContain('15.0 %');
    await expect.poll(() => weights.innerText()).toContain('first 580 g');
    const corrections = page.getByRole('region', { name: 'Corrections' });
    await expect.poll(() => corrections.innerText()).toContain('digits swapped');
    await page.getByRole('button', { name: 'Undo the last' }).click();
    await expect.poll(() => weights.getByLabel('Roasted, g').inputValue()).toBe('580');
    await expect.poll(() => corrections.innerText()).toContain('taken back');
    await page.getByRole('button', { name: 'Undo Roasted 580 g' }).click();
    await expect.poll(() => weights.getByLabel('Roasted, g').inputValue()).toBe('');
    await weights.getByLabel('Roasted, g').fill('850');
    await weights.getByLabel('Roasted, g').press('Enter');
    const listed = async () => (await api(`roasts/${roastIds[0]}/quality`)).corrections.length;
    await expect.poll(listed).toBe(6);
    const { corrections: kept } = await api(`roasts/${roastIds[0]}/quality`);
    const told = kept.map(({ after, who, undoes }: never) => [after, who, undoes]);
    expect(told).toEqual([
      [1000, 'Ada', undefined],
      [580, 'Ada', undefined],
      [850, 'Ada', undefined],
      [580, 'Ada', 2],
      [null, 'Ada', 1],
      [850, 'Ada', undefined],
    ]);
  });

  it('takes colour, moisture, what was seen, a photo, a note and the coffee, in both units', async () => {
    await page.getByLabel('Ground', { exact: true }).fill('64');
    await page.getByLabel('Ground', { exact: true }).press('Enter');
    await seen(/Say which instrument/);
    await page.getByLabel('Instrument').selectOption('Agtron');
    await page.getByLabel('Whole bean').fill('58');
    await page.getByLabel('Whole bean').press('Enter');
    await page.getByLabel('Moisture, green, %').fill('11.2');
    await page.getByLabel('Moisture, green, %').press('Enter');
    await page.getByRole('button', { name: 'Tipping', exact: true }).click();
    await expect
      .poll(() =>
        page.getByRole('button', { name: 'Tipping', exact: true }).getAttribute('aria-pressed'),
      )
      .toBe('true');
    await page.getByLabel('Lot').selectOption({ index: 1 });
    await expect.poll(() => page.getByLabel('Lot').innerText()).toContain('59.0 kg left');
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChAGAOSgeJwAAAABJRU5ErkJggg==';
    const picture = { name: 'tray.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') };
    await page.getByLabel('Photo file').setInputFiles(picture);
    await expect.poll(() => page.getByRole('img', { name: /^Beans/ }).count()).toBe(1);
    await page.getByLabel('Photo file').setInputFiles({
      ...picture,
      name: 'letter.png',
      buffer: Buffer.from('not a picture'),
    });
    await seen(/no JPEG, PNG or WebP/);
    await page.getByLabel('When, from charge').fill('7:45');
    await page.getByLabel('Note', { exact: true }).fill('gas to 60');
    await page.keyboard.press('Enter');
    await seen('gas to 60');
    expect(await accessible()).toEqual([]);
    await shot('quality');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('radio', { name: 'lb' }).click();
    await page.getByRole('radio', { name: '°F' }).click();
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByLabel('Green, lb').inputValue()).toBe('2.205');
    await page.getByLabel('Room temperature, °F').fill('68');
    await page.getByLabel('Room temperature, °F').press('Enter');
    expect(await accessible()).toEqual([]);
    await shot('quality-dark');
    await page.getByRole('button', { name: 'Menu' }).click();
    for (const name of ['g, kg', '°C', 'System']) await page.getByRole('radio', { name }).click();
    await page.keyboard.press('Escape');
    const { values } = await api(`roasts/${roastIds[0]}/quality`);
    expect(values.ambientC).toBeCloseTo(20, 6);
    expect(values).toMatchObject({ groundColour: 64, colourSystem: 'Agtron', greenG: 1000 });
    expect(await api(`roasts/${roastIds[0]}`)).toMatchObject({ notes: [{ text: 'gas to 60' }] });
    await page.setViewportSize(phone);
    await shot('quality-phone');
    await page.setViewportSize(wide);
  });

  it('is cupped blind by two people, one of them on a telephone, and revealed', async () => {
    await page.goto(`${station.url}/#/cuppings`);
    await seen('Cuppings will be here');
    await page.getByLabel('Title').fill('Tuesday table');
    await page.getByRole('checkbox', { name: /Kenya Nyeri/ }).check();
    await page.getByRole('checkbox', { name: /Colombia Huila/ }).check();
    await page.getByLabel(/^Who tastes/).fill('Ada, Ben');
    await shot('cupping-setup');
    expect(await accessible()).toEqual([]);
    await page.getByRole('button', { name: 'Begin blind' }).click();
    await seen('Codes for the cups');
    const codes = await page
      .getByRole('region', { name: 'Codes' })
      .getByRole('listitem')
      .allInnerTexts();
    expect(codes).toHaveLength(2);
    expect(await page.locator('body').innerText()).not.toMatch(/Kenya|Colombia/);
    await shot('cupping-blind');
    await page.getByRole('link', { name: 'Taste as Ada' }).click();
    await scoreAll(page, 8.25);
    expect(await accessible()).toEqual([]);
    await shot('tasting');

    const telephone = await (
      await visit.browser.newContext({ viewport: phone, hasTouch: true })
    ).newPage();
    await telephone.goto(page.url());
    await telephone.getByRole('link', { name: 'Tuesday table' }).click();
    await telephone.getByRole('link', { name: 'Taste as Ben' }).click();
    expect(await telephone.locator('body').innerText()).not.toMatch(/Kenya|Colombia/);
    await scoreAll(telephone, 7.5);
    await shot('tasting-phone', telephone);
    await telephone.reload();
    await expect
      .poll(() => telephone.getByRole('slider', { name: 'Flavor' }).inputValue())
      .toBe('7.5');

    await page.getByRole('link', { name: 'Tuesday table' }).click();
    await seen('Everybody is done');
    await page.getByRole('button', { name: 'Reveal the cups' }).click();
    const results = page.getByRole('region', { name: 'Results' });
    await expect.poll(() => results.innerText()).toContain('Kenya Nyeri');
    expect(await results.innerText()).toContain('Ada and Ben');
    await shot('cupping-results');
    await page.setViewportSize(phone);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot('cupping-results-phone-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(wide);
    expect(await accessible()).toEqual([]);
    await seen('The cups are revealed', telephone);
    await page.goto(`${station.url}/#/roasts/${roastIds[0]}`);
    await seen('in Tuesday table');
    await shot('saved-with-quality');
  });

  /** By keyboard: every attribute to a number, on both samples. */
  async function scoreAll(on: Page, score: number): Promise<void> {
    for (const last of [false, true]) {
      for (const name of [
        'Fragrance / aroma',
        'Flavor',
        'Aftertaste',
        'Acidity',
        'Body',
        'Balance',
        'Overall',
      ]) {
        await on.getByLabel(name, { exact: true }).and(on.getByRole('slider')).fill(String(score));
      }
      await seen((score * 7 + 30).toFixed(2), on);
      if (!last) await on.getByRole('button', { name: 'Next sample' }).click();
    }
    await expect.poll(() => on.getByText('Saved', { exact: true }).first().isVisible()).toBe(true);
  }

  it('is assessed by strength, liking and words, and no more words than the form takes', async () => {
    await page.goto(`${station.url}/#/cuppings`);
    await page.getByLabel('Title').fill('Value of one');
    await page.getByRole('radio', { name: 'SCA CVA' }).click();
    await page.getByLabel(/^Other samples/).fill('House blend');
    await page.getByLabel(/^Who tastes/).fill('Ada');
    await page.getByRole('button', { name: 'Begin blind' }).click();
    await page.getByRole('link', { name: 'Taste as Ada' }).click();
    for (const name of [
      'Fragrance',
      'Aroma',
      'Flavor',
      'Aftertaste',
      'Acidity',
      'Sweetness',
      'Mouthfeel',
      'Overall',
    ]) {
      const liking = page.getByRole('group', { name: `${name}, how good` });
      await liking.getByRole('button', { name: '7' }).click();
    }
    await seen('89.50');
    const tastes = page.getByRole('group', { name: /^Main tastes/ });
    await tastes.getByRole('button', { name: 'Sweet' }).click();
    await tastes.getByRole('button', { name: 'Sour' }).click();
    expect(await tastes.getByRole('button', { name: 'Salty' }).isDisabled()).toBe(true);
    await page.getByRole('slider', { name: 'Acidity, how strong' }).fill('9');
    await page
      .getByRole('group', { name: 'Defective' })
      .getByRole('button', { name: 'cup 2' })
      .click();
    await seen('85.50');
    await expect.poll(() => page.getByText('Saved', { exact: true }).isVisible()).toBe(true);
    await station.kill();
    await page.getByLabel('Notes').fill('stone fruit');
    await seen('Kept here until the station answers');
    await shot('tasting-without-station');
    await station.restart();
    await page.reload();
    await expect.poll(() => page.getByLabel('Notes').inputValue()).toBe('stone fruit');
    await expect.poll(() => page.getByText('Saved', { exact: true }).isVisible()).toBe(true);
    expect(await accessible()).toEqual([]);
    await shot('tasting-cva');
    await page.getByRole('link', { name: 'Value of one' }).click();
    await seen('Everybody is done');
    await page.getByRole('button', { name: 'Reveal the cups' }).click();
    await seen('House blend');
    await seen(/stone fruit/);
    await shot('cva-results');
    await page.getByRole('button', { name: 'Put this cupping away' }).click();
    await seen('Bring this cupping back');
  });

  it('finds out by triangles whether anybody can tell two coffees apart', async () => {
    await page.goto(`${station.url}/#/cuppings?roast=${roastIds[0]}`);
    await page.getByLabel('Title').fill('Old and new');
    await page.getByRole('radio', { name: 'Triangle' }).click();
    await page.getByLabel(/^Other samples/).fill('The one before');
    await page.getByLabel(/^Who tastes/).fill('Ada');
    await page.getByLabel('Triangles for each taster').fill('3');
    await page.getByRole('button', { name: 'Begin blind' }).click();
    await page.getByRole('link', { name: /I pour/ }).click();
    await seen('Ada, triangle 1');
    const odd: string[] = [];
    for (const index of [1, 2, 3]) {
      const rows = page.getByRole('region', { name: `Triangle ${index}` }).getByRole('row');
      const cups = (await rows.allInnerTexts()).map((row) => row.split(/\s+/));
      const alone = cups.find(([, name]) => cups.filter((cup) => cup[1] === name).length === 1);
      odd.push(alone?.[0] ?? '');
    }
    await page.getByRole('link', { name: /^Back/ }).click();
    await page.getByRole('link', { name: 'Taste as Ada' }).click();
    await seen('Which cup is not like the other two?');
    await shot('triangle');
    for (const index of [0, 1, 2]) {
      await page.getByRole('navigation').getByRole('button').nth(index).click();
      const choices = page.getByRole('group', { name: 'The odd cup' }).getByRole('button');
      const shown = await choices.allInnerTexts();
      const right = shown.find((code) => odd.includes(code)) ?? '';
      await page.getByRole('button', { name: right, exact: true }).click();
    }
    await expect
      .poll(() => page.getByText('Saved', { exact: true }).first().isVisible())
      .toBe(true);
    await page.getByRole('link', { name: 'Old and new' }).click();
    await seen('Everybody is done');
    await page.getByRole('button', { name: 'Reveal the cups' }).click();
    await seen(/3 of 3 found the odd cup/);
    await seen(/the two coffees can be told apart/);
    await shot('triangle-results');
  });

  it('asks for the weight of a batch in a quiet row, and keeps it through a kill', async () => {
    const machine = (await api('machines')).items[0].id;
    const post = (path: string, data: object) =>
      page.request.post(`${station.url}/api/v1/machines/${machine}/${path}`, { data });
    await page.request.patch(`${station.url}/api/v1/machines/${machine}`, {
      data: { clockRate: 20 },
    });
    await post('marks', { kind: 'charge', action: 'set' });
    await page.goto(`${station.url}/#/`);
    await expect
      .poll(() => page.getByRole('region', { name: 'Roast time' }).isVisible())
      .toBe(true);
    await post('marks', { kind: 'drop', action: 'set' });
    await post('roast/close', {});
    const reminder = page.getByRole('link', { name: 'Weigh 1 batch' });
    await expect.poll(() => reminder.isVisible()).toBe(true);
    await shot('weigh-reminder');
    await reminder.click();
    const row = page.getByRole('region', { name: 'To weigh' });
    await row.getByRole('textbox').fill('0.85 kg');
    await row.getByRole('textbox').press('Enter');
    await expect.poll(() => row.getByRole('alert').innerText()).toContain('A number');
    await row.getByRole('textbox').fill('850');
    await shot('weigh-row');
    await row.getByRole('textbox').press('Enter');
    await expect.poll(() => row.count()).toBe(0);
    await station.kill();
    await station.restart();
    const { items } = await api('roasts?limit=1');
    expect(items[0].roastedG).toBe(850);
  });
});
