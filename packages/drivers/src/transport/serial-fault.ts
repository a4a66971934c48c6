import { ArtisanError, type ErrorCode } from '@artisan-ts/domain';

interface OpenFault {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly advice: string;
}

/**
 * What the system says when a port cannot be opened, first match wins. serialport gives no codes, only the words
 * of strerror (Linux, macOS) and its own for Windows.
 *
 * Source: @serialport/bindings-cpp 13.0.1, serialport_unix.cpp and serialport_win.cpp.
 */
const openFaults: readonly OpenFault[] = [
  {
    pattern: /no such (file|device)|file not found|device not configured|no such device/i,
    code: 'driver.port-missing',
    advice: 'plug the cable in and check the name of the port',
  },
  {
    // Windows says "access denied" for a port that another program holds; only Unix has permissions here.
    pattern: /cannot lock|resource busy|resource temporarily unavailable|access denied/i,
    code: 'driver.port-busy',
    advice: 'close the other program that uses it (Artisan, the Arduino IDE)',
  },
  {
    pattern: /permission denied|operation not permitted/i,
    code: 'driver.port-denied',
    advice:
      'on Linux add yourself to the group that owns serial ports and sign in again: sudo usermod -aG dialout $USER (uucp on Arch)',
  },
];

/** A failure to open as one of our faults, with what to do. Anything unknown is `driver.lost`. */
export function openFault(port: string, error: unknown): ArtisanError {
  const said = error instanceof Error ? error.message : String(error);
  const known = openFaults.find(({ pattern }) => pattern.test(said));
  const advice = known === undefined ? '' : `: ${known.advice}`;
  return new ArtisanError(known?.code ?? 'driver.lost', `opening ${port}: ${said}${advice}`, {
    cause: error,
  });
}

/** The end of an open connection: the cable was pulled, the far end vanished. */
export function lostFault(port: string, error: unknown): ArtisanError {
  const said = error instanceof Error ? error.message : 'the port closed by itself';
  return new ArtisanError('driver.lost', `${port} went away: ${said}`, { cause: error });
}
