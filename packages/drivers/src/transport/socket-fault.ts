import { ArtisanError, type ErrorCode } from '@artisan-ts/domain';

interface SocketFault {
  readonly code: ErrorCode;
  readonly advice: string;
}

const openFaults: Readonly<Record<string, SocketFault>> = {
  ECONNREFUSED: {
    code: 'driver.port-missing',
    advice: 'something is there, but it does not listen at this port; check the port',
  },
  ENOTFOUND: { code: 'driver.port-missing', advice: 'nobody knows this name; try the address' },
  EHOSTUNREACH: {
    code: 'driver.port-missing',
    advice: 'no way to it; is it on, and in the same network?',
  },
  ENETUNREACH: { code: 'driver.port-missing', advice: 'this computer is in no network' },
  ETIMEDOUT: {
    code: 'driver.port-missing',
    advice: 'nothing answers there; is it on, and is the address right?',
  },
  EACCES: { code: 'driver.port-denied', advice: 'the system does not allow this port' },
};

/** A failure to connect as one of our faults, with what to do. */
export function socketOpenFault(address: string, error: unknown): ArtisanError {
  const known = openFaults[codeOf(error)];
  const advice = known === undefined ? '' : `: ${known.advice}`;
  const message = `connecting to ${address}: ${saidBy(error)}${advice}`;
  return new ArtisanError(known?.code ?? 'driver.lost', message, { cause: error });
}

/** The end of an open connection that we did not ask for. */
export function socketLostFault(address: string, error: unknown): ArtisanError {
  const said = error === null ? 'the other side closed the connection' : saidBy(error);
  return new ArtisanError('driver.lost', `${address} went away: ${said}`, { cause: error });
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
