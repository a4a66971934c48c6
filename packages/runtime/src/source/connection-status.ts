import type { connectionStates } from '@artisan-ts/contracts';
import { ArtisanError, type ErrorCode, type WallMs } from '@artisan-ts/domain';

export type ConnectionState = (typeof connectionStates)[number];

/** How the connection to a device stands, in words a person can act on. */
export interface ConnectionStatus {
  readonly state: ConnectionState;
  readonly message: string;
  readonly code: ErrorCode | null;
  readonly sinceWallMs: WallMs;
}

/** What of a status does not depend on when it began. */
export type StatusWords = Omit<ConnectionStatus, 'sinceWallMs'>;

const msPerSecond = 1000;

export const stopped: StatusWords = {
  state: 'stopped',
  message: 'The device is not being read.',
  code: null,
};

export const connecting: StatusWords = {
  state: 'connecting',
  message: 'Connecting to the device.',
  code: null,
};

export function connected(intervalS: number): StatusWords {
  return {
    state: 'connected',
    message: `Connected, a reading every ${intervalS} s.`,
    code: null,
  };
}

export function silent(silentForS: number): StatusWords {
  return {
    state: 'silent',
    message: `Nothing arrived for ${silentForS.toFixed(1)} s. Recording goes on and the gap will show. Check the cable and the power of the device.`,
    code: 'driver.silent',
  };
}

/** The next try after a run that ended with an error: the device stays lost until it answers. */
export function connectingAgain(error: unknown): StatusWords {
  return lost(error, 'Connecting again.');
}

/** The words for a run that ended with an error, whatever was thrown. */
export function ended(error: unknown, retryInMs: number): StatusWords {
  if (ArtisanError.is(error, 'driver.finished')) {
    return {
      state: 'finished',
      message: 'The recording has played to its end.',
      code: error.code,
    };
  }
  return lost(
    error,
    canRecover(error) ? retryWords(retryInMs) : 'Remove the machine or change it.',
  );
}

function lost(error: unknown, next: string): StatusWords {
  const code = error instanceof ArtisanError ? error.code : 'defect.invariant';
  const reason = error instanceof Error ? error.message : String(error);
  return { state: 'lost', message: `${sentence(reason)} What was read is kept. ${next}`, code };
}

/** Whether connecting again can help. A defect may be met once and never again, so it is tried. */
export function canRecover(error: unknown): boolean {
  if (!(error instanceof ArtisanError) || error.code === 'defect.invariant') return true;
  return error.retry !== 'never';
}

function retryWords(retryInMs: number): string {
  return `Trying again in ${(retryInMs / msPerSecond).toFixed(1)} s.`;
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
