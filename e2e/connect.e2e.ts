import { requireTool } from '@artisan-ts/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stumbles, takeShot } from './looks.ts';
import { modbusOverTcp, type SimulatedDevice, tc4OnCable } from './simulated-devices.ts';
import { type Visit, visitStation } from './visit.ts';

const chromium = requireTool('chromium');
const socat = requireTool('socat');

/** Somebody connects machines by keyboard alone, step by step, and finds a swapped probe with a hand. */
describe.runIf(chromium && socat)('connecting a machine, in a browser', () => {
  let visit: Visit;
  let page: Page;
  let board: SimulatedDevice;
  let plc: SimulatedDevice;

  beforeAll(async () => {
    [visit, board, plc] = await Promise.all([
      visitStation(chromium, { path: '/#/machines' }),
      tc4OnCable(socat ?? ''),
      modbusOverTcp(),
    ]);
    ({ page } = visit);
  });

  afterAll(async () => {
    await visit?.end();
    await Promise.all([board?.close(), plc?.close()]);
  });

  /** Presses Tab until the focus is on what is called so. */
  const tabTo = async (name: string | RegExp) => {
    for (let presses = 0; presses < 150; presses++) {
      await page.keyboard.press('Tab');
      const called = await page.evaluate(() => {
        const at = document.activeElement;
        if (!(at instanceof HTMLElement)) return '';
        const labels = at instanceof HTMLInputElement || at instanceof HTMLSelectElement;
        const label = labels ? (at.labels?.[0]?.textContent ?? '') : '';
        return at.getAttribute('aria-label') ?? (label || at.innerText);
      });
      if (typeof name === 'string' ? called.trim() === name : name.test(called)) return;
    }
    throw new Error(`Tab never came to ${name}`);
  };
  const heading = (name: string) =>
    expect.poll(() => page.getByRole('heading', { name }).isVisible()).toBe(true);
  const text = (words: string | RegExp) =>
    expect.poll(() => page.getByText(words).first().isVisible()).toBe(true);
  const accessible = () => stumbles(page);

  it('is one link away from the machines, and knows machines by brand', async () => {
    await tabTo('Connect a machine');
    await page.keyboard.press('Enter');
    await heading('Which machine is it?');
    await text(/machines of \d+ brands are known by name/);
    expect(await accessible()).toEqual([]);
    await takeShot(page, 'connect-choose');
    await page.keyboard.type('giesen w6');
    await text(/^4 machines. Enter takes the first/);
    await takeShot(page, 'connect-search');
  });

  it('finds a board by name, and says what is wrong with a port that is not there', async () => {
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('tc4');
    await page.keyboard.press('Enter');
    await heading('Where is it?');
    await tabTo('Show the serial ports');
    await page.keyboard.press('Enter');
    await text(/serial port|dev/);
    await tabTo('Test the connection');
    await page.keyboard.press('Enter');
    await text('Wanted, to find the device.');
    await page.keyboard.type('/dev/not-there');
    await page.keyboard.press('Enter');
    await heading('What it says');
    await text('A machine on a cable that is not in the list');
    expect(await accessible()).toEqual([]);
    await takeShot(page, 'connect-no-port', { fullPage: true });
    await tabTo('Back');
    await page.keyboard.press('Enter');
    await heading('Where is it?');
  });

  it('tests it, shows every value as it comes, and records nothing', async () => {
    await tabTo(/^Port/);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(board.place);
    await page.keyboard.press('Enter');
    await heading('What it says');
    const row = page.getByRole('row', { name: /^ET/ });
    await expect.poll(() => row.innerText()).toContain('22.0 °C');
    board.probesC.et = 23;
    await expect.poll(() => row.innerText()).toContain('23.0 °C');
    expect(await accessible()).toEqual([]);
    await takeShot(page, 'connect-values');
    const { items } = await (await page.request.get(`${visit.station.url}/api/v1/machines`)).json();
    expect(items).toHaveLength(1);
  });

  it('finds by a warm hand that two probes are swapped, and swaps their names', async () => {
    await tabTo('Check the probes');
    await page.keyboard.press('Enter');
    await heading('Are the probes the right ones?');
    await text('All probes read like a room, and alike.');
    await tabTo('Warm BT');
    await page.keyboard.press('Enter');
    await text(/Hold BT in your hand/);
    const readings = async (count: number) => {
      for (let n = 0; n < count; n++) {
        const was = board.probesC.et;
        board.probesC.et = was + 0.1;
        await text(`${board.probesC.et.toFixed(1)} °C`);
      }
    };
    await readings(3);
    board.probesC.et += 6;
    await text(/the two are swapped/);
    expect(await accessible()).toEqual([]);
    await takeShot(page, 'connect-swapped');
    await page.emulateMedia({ colorScheme: 'dark' });
    await takeShot(page, 'connect-swapped-dark');
    expect(await accessible()).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await takeShot(page, 'connect-swapped-phone', { fullPage: true });
    await page.setViewportSize({ width: 1280, height: 720 });
    await tabTo(/^Swap the names/);
    await page.keyboard.press('Enter');
    await tabTo('Next');
    await page.keyboard.press('Enter');
    await heading('The last word');
    await text(/Channels: ET, BT/);
  });

  it('adds the machine, which is read under its right names', async () => {
    await tabTo('Name of the machine');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Drum with board');
    await takeShot(page, 'connect-finish');
    expect(await accessible()).toEqual([]);
    await page.keyboard.press('Enter');
    await text(/Drum with board/);
    const bt = page.getByRole('complementary', { name: 'Readouts' }).getByRole('region', {
      name: 'BT',
    });
    await expect.poll(() => bt.innerText()).toContain(board.probesC.et.toFixed(1));
  });

  it('connects a machine of the list over Modbus TCP, in Fahrenheit', async () => {
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('artisan-preferences') ?? '{"state":{}}');
      kept.state.unit = 'F';
      localStorage.setItem('artisan-preferences', JSON.stringify({ ...kept, version: 1 }));
    });
    await page.goto(`${visit.station.url}/#/connect`);
    await page.reload();
    await heading('Which machine is it?');
    await page.keyboard.type('besca automatic');
    await page.keyboard.press('Enter');
    await heading('Where is it?');
    await tabTo(/^Address or port/);
    await page.keyboard.type(plc.place);
    await page.keyboard.press('Enter');
    await heading('What it says');
    const row = page.getByRole('row', { name: /^BT/ });
    await expect.poll(() => row.innerText()).toContain('69.8 °F');
    await takeShot(page, 'connect-fahrenheit');
    await tabTo('Check the probes');
    await page.keyboard.press('Enter');
    await heading('Are the probes the right ones?');
    await tabTo('Next');
    await page.keyboard.press('Enter');
    await heading('The last word');
    await tabTo('Add this machine');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('complementary', { name: 'Readouts' }).isVisible())
      .toBe(true);
    await text(/Besca BSC automatic/);
  });

  it('changes a device of a machine by the same form', async () => {
    await page.goto(`${visit.station.url}/#/machines`);
    await heading('Besca BSC automatic');
    await tabTo(/^Change Modbus/);
    await page.keyboard.press('Enter');
    await heading('Where is it?');
    expect(await page.getByLabel('Address or port').inputValue()).toBe(plc.place);
    await tabTo('More settings');
    await page.keyboard.press('Enter');
    await tabTo(/^Interval/);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await heading('The last word');
    await takeShot(page, 'connect-change');
    await tabTo('Keep these settings');
    await page.keyboard.press('Enter');
    await text(/a reading every 2 s/);
    expect(await accessible()).toEqual([]);
    await takeShot(page, 'machines');
  });

  it('gives a machine that is connected another name and a lever to log by hand', async () => {
    await tabTo(/^Change Modbus/);
    await tabTo('Name and levers');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Besca in the hall');
    await tabTo('Gas');
    await page.keyboard.press('Space');
    expect(await accessible()).toEqual([]);
    await takeShot(page, 'machines-levers', { fullPage: true });
    await tabTo('Keep this');
    await page.keyboard.press('Enter');
    await heading('Besca in the hall');
    await text(/Gas in kPa, logged by hand/);
    await page.goto(`${visit.station.url}/#/`);
    const levers = page.getByRole('region', { name: 'Levers' });
    await expect.poll(() => levers.innerText()).toContain('Gas');
    await takeShot(page, 'roast-new-lever');
  });

  it('looks through a network only when told to, with the port it says, and can be stopped', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/connect/search')) asked.push(request.postData() ?? '');
    });
    await page.goto(`${visit.station.url}/#/connect`);
    await page.reload();
    await heading('Which machine is it?');
    await page.keyboard.type('giesen w6a');
    await page.keyboard.press('Enter');
    await heading('Where is it?');
    await tabTo('Look in the network');
    await page.keyboard.press('Enter');
    await text(/no other port is tried/);
    expect(asked).toEqual([]);
    const { items } = await (
      await page.request.get(`${visit.station.url}/api/v1/connect/networks`)
    ).json();
    if (items.length === 0) {
      await text(/in no network that can be looked through/);
      return;
    }
    await tabTo(/^Look through .*port 102$/);
    await page.keyboard.press('Enter');
    await text(/addresses asked/);
    await takeShot(page, 'connect-network');
    expect(asked.every((body) => JSON.parse(body).port === 102)).toBe(true);
  });

  it('takes a machine from settings of Artisan, and says what is left and why', async () => {
    const [host = '', port = ''] = plc.place.split(':');
    const file = `[General]\nDelay=1000\nroastertype_setup=Old PLC\n[Device]\nid=29\n[Modbus]\ntype=3\nhost=${host}\nport=${port}\ninput1slave=1\ninput1register=6\ninput1div=1\ninput1mode=C\ninput2slave=1\ninput2register=7\ninput2div=1\ninput2mode=C\n[Sliders]\nslidervisibilities=1, 0, 0, 1\nslidercommands="write(1,1,{})", , ,\n`;
    await page.goto(`${visit.station.url}/#/connect`);
    await page.reload();
    await heading('Which machine is it?');
    await page
      .getByLabel('Artisan settings file')
      .setInputFiles({ name: 'old.aset', mimeType: 'text/plain', buffer: Buffer.from(file) });
    await text(/write\(1,1,\{\}\) is not sent/);
    expect(await accessible()).toEqual([]);
    await takeShot(page, 'connect-settings-file', { fullPage: true });
    await tabTo('Go on with Old PLC');
    await page.keyboard.press('Enter');
    await heading('Where is it?');
    expect(await page.getByLabel('Address or port').inputValue()).toBe(plc.place);
    await tabTo('Test the connection');
    await page.keyboard.press('Enter');
    await heading('What it says');
    const row = page.getByRole('row', { name: /^BT/ });
    await expect.poll(() => row.innerText()).toContain('69.8 °F');
    await tabTo('Check the probes');
    await page.keyboard.press('Enter');
    await tabTo('Next');
    await page.keyboard.press('Enter');
    await heading('The last word');
    expect(await page.getByRole('checkbox', { name: 'Air' }).isChecked()).toBe(true);
    expect(await page.getByLabel('Name of the machine').inputValue()).toBe('Old PLC');
  });
});
