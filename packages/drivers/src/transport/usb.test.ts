import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type UsbDevice, usbTransport } from '#transport/usb.ts';
import type { UsbAddress } from '#transport/usb-address.ts';

const bullet: UsbAddress = {
  name: 'Aillio Bullet R1',
  vendorId: 0x0483,
  productIds: [0x5741, 0xa27e],
  serial: null,
  configuration: 1,
  interface: 1,
};

/** A device as the library shows one: what it does, in order, and answers that a test puts in. */
class PluggedDevice implements UsbDevice {
  readonly vendorId = 0x0483;
  readonly productId: number = 0x5741;
  readonly serialNumber: string = 'A1';
  readonly did: string[] = [];
  readonly #coming: (Uint8Array | Error)[] = [];
  #waiting: (() => void) | null = null;
  refusal: Error | null = null;
  readonly configuration = {
    configurationValue: 1,
    interfaces: [
      { interfaceNumber: 0, alternate: { endpoints: [endpoint(2, 'in')] } },
      { interfaceNumber: 1, alternate: { endpoints: [endpoint(3, 'out'), endpoint(1, 'in')] } },
    ],
  };

  async open() {
    if (this.refusal !== null) throw this.refusal;
    this.did.push('open');
  }
  async close() {
    this.did.push('close');
    this.comes(new Error('device disconnected'));
  }
  async selectConfiguration(value: number) {
    this.did.push(`configuration ${value}`);
  }
  async detachKernelDriver(): Promise<void> {
    throw new Error('there is none');
  }
  async claimInterface(number: number) {
    this.did.push(`claim ${number}`);
  }
  async transferOut(endpoint: number, bytes: Uint8Array) {
    this.did.push(`out ${endpoint}: ${bytes.join(' ')}`);
  }
  async transferIn(endpoint: number, length: number) {
    this.did.push(`in ${endpoint} ${length}`);
    while (this.#coming.length === 0) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    const next = this.#coming.shift();
    if (next instanceof Error) throw next;
    return next === undefined ? {} : { data: new DataView(next.buffer) };
  }

  comes(...what: readonly (Uint8Array | Error)[]): void {
    this.#coming.push(...what);
    this.#waiting?.();
  }
}

function endpoint(endpointNumber: number, direction: 'in' | 'out') {
  return { endpointNumber, direction, packetSize: 64 };
}

const never = new AbortController().signal;

describe('a USB device', () => {
  it('is opened where it is spoken to, and heard transfer by transfer through times of silence', async () => {
    const device = new PluggedDevice();
    const connection = await usbTransport(bullet, async () => [device]).open(never);
    const heard: number[][] = [];
    connection.onData((bytes) => heard.push([...bytes]));
    await connection.write(Uint8Array.of(0x30, 0x01));
    const silence = new Error('transfer timed out');
    device.comes(silence, Uint8Array.of(1, 2), silence, silence, Uint8Array.of(3));
    await setImmediate();
    expect(heard).toEqual([[1, 2], [3]]);
    await connection.close();
    expect(device.did.filter((what) => !what.startsWith('in'))).toEqual([
      'open',
      'claim 1',
      'out 3: 48 1',
      'close',
    ]);
    expect(device.did).toContain('in 1 64');
  });

  it('is lost once when its cable is pulled', async () => {
    const device = new PluggedDevice();
    const connection = await usbTransport(bullet, async () => [device]).open(never);
    const ends: unknown[] = [];
    connection.onClose((fault) => ends.push(fault));
    connection.onData(() => undefined);
    device.comes(new Error('device disconnected'));
    await setImmediate();
    await connection.close();
    expect(ends).toMatchObject([{ code: 'driver.lost' }]);
    await expect(connection.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'driver.lost' });
  });

  it.each([
    ['Permission denied (os error 13)', 'driver.port-denied', '/etc/udev/rules.d'],
    ['resource busy', 'driver.port-busy', 'RoasTime'],
    ['device disconnected', 'driver.port-missing', 'cable'],
  ])('that answers "%s" is called %s, with what to do', async (said, code, advice) => {
    const device = new PluggedDevice();
    device.refusal = new Error(said);
    const opening = usbTransport(bullet, async () => [device]).open(never);
    await expect(opening).rejects.toMatchObject({ code });
    await expect(opening).rejects.toThrow(advice);
    expect(device.did).toEqual(['close']);
  });

  it('is named where it is not there', async () => {
    const missing = usbTransport(bullet, async () => []).open(never);
    await expect(missing).rejects.toThrow('no Aillio Bullet R1 is connected by USB (0483:5741');
    const device = new PluggedDevice();
    const another = usbTransport({ ...bullet, serial: 'B2' }, async () => [device]).open(never);
    await expect(another).rejects.toThrow('with the serial number B2');
    await expect(another).rejects.toThrow('there is A1');
  });

  it('needs a library that says what is missing, or says that no device is there', async () => {
    // Whatever this computer has: the words are for a person, and nothing else breaks.
    const opening = usbTransport({ ...bullet, vendorId: 0xdead }).open(never);
    await expect(opening).rejects.toMatchObject({
      code: expect.stringMatching(/^(driver.port-missing|station.tool-missing)$/),
    });
  });
});
