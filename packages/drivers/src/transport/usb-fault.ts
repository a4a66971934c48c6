import { ArtisanError, type ErrorCode } from '@artisan-ts/domain';
import { addressHex, type UsbAddress } from '#transport/usb-address.ts';

/** What the system says when a device cannot be opened, first match wins; nusb gives words, and no codes. */
const openFaults: readonly { readonly pattern: RegExp; readonly code: ErrorCode }[] = [
  { pattern: /permission|access|EACCES|EPERM|denied/i, code: 'driver.port-denied' },
  { pattern: /busy|in use|exclusive|claimed/i, code: 'driver.port-busy' },
  { pattern: /not found|no such device|disconnected/i, code: 'driver.port-missing' },
];

const adviceByCode: Readonly<Partial<Record<ErrorCode, string>>> = {
  'driver.port-busy': 'close the other program that uses it (RoasTime, Artisan)',
  'driver.port-missing': 'is it on, and the cable plugged in?',
};

/** A failure to open as one of our faults, with what to do. */
export function usbFault(address: UsbAddress, error: unknown): ArtisanError {
  const said = saidBy(error);
  const code = openFaults.find(({ pattern }) => pattern.test(said))?.code ?? 'driver.lost';
  const advice = code === 'driver.port-denied' ? permissionAdvice(address) : adviceByCode[code];
  const message = `opening ${address.name} (USB ${addressHex(address)}): ${said}`;
  return new ArtisanError(code, advice === undefined ? message : `${message}: ${advice}`, {
    cause: error,
  });
}

/** The end of an open connection. */
export function usbLostFault({ name }: UsbAddress, error: unknown): ArtisanError {
  const said = error === null ? 'the connection was closed' : saidBy(error);
  return new ArtisanError('driver.lost', `${name} (USB) went away: ${said}`, { cause: error });
}

/** The library is native code, made for the usual computers; neither it nor USB itself has to be there. */
export function usbLoadFault(error: unknown): ArtisanError {
  return new ArtisanError(
    'station.tool-missing',
    `USB cannot be used on this computer (${process.platform} ${process.arch}): ${saidBy(error)}; if its library is missing run npm ci once more, optional packages included. All else works without USB`,
    { cause: error },
  );
}

function permissionAdvice({ vendorId }: UsbAddress): string {
  const vendor = vendorId.toString(16).padStart(4, '0');
  const rule = `SUBSYSTEM=="usb", ATTR{idVendor}=="${vendor}", MODE="0660", TAG+="uaccess"`;
  return process.platform === 'win32'
    ? 'give the device the driver WinUSB (with Zadig)'
    : `on Linux write ${rule} into /etc/udev/rules.d/70-artisan.rules, then: sudo udevadm control --reload && sudo udevadm trigger`;
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
