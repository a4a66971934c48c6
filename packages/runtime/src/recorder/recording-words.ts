import type { HealthEvent } from '@artisan-ts/contracts';
import type { ErrorCode } from '@artisan-ts/domain';

/** How recording stands. */
export interface RecordingFacts {
  readonly anythingYet: boolean;
  readonly unsaved: number;
  /** Age of the oldest reading that is not on disk. */
  readonly lagMs: number;
  readonly fault: { readonly code: ErrorCode; readonly message: string } | null;
  /** Readings that found no room since the fault began. */
  readonly lost: number;
  /** Readings that the store will never take. */
  readonly setAside: number;
  /** What the store found at its start. */
  readonly notices: readonly string[];
  readonly durableCursor: number;
}

/** From this lag on a person should know. */
const lagShownMs = 1000;
const msPerSecond = 1000;

const remedies: Partial<Record<ErrorCode, string>> = {
  'store.full': 'Free some disk space; what is held here is then saved by itself.',
  'store.read-only': 'Make the data folder writable; what is held here is then saved by itself.',
  'store.corrupt':
    'Stop the station, keep a copy of the data folder and restore a backup; until then everything is held in memory alone.',
  'store.locked': 'Close the other program that uses the data folder.',
};
const remedyOtherwise = 'Trying again; check the disk if this stays.';

/** Recording in words: what happened, what is safe, what to do. */
export function recordingWords(facts: RecordingFacts): HealthEvent['recording'] {
  const { lagMs, durableCursor, setAside, notices } = facts;
  const { state, message } = stateAndMessage(facts);
  const asideWords =
    setAside === 0
      ? []
      : [`${setAside} readings could not be stored and were set aside; see the log.`];
  return { state, message: [message, ...asideWords, ...notices].join(' '), lagMs, durableCursor };
}

function stateAndMessage(
  facts: RecordingFacts,
): Pick<HealthEvent['recording'], 'state' | 'message'> {
  const { fault, unsaved, lagMs, lost } = facts;
  if (fault !== null) {
    const lostWords = lost === 0 ? '' : ` ${lost} more found no room and are lost.`;
    const message = `Nothing can be saved: ${fault.message}. ${unsaved} readings are held in memory.${lostWords} ${remedies[fault.code] ?? remedyOtherwise}`;
    return { state: 'failing', message };
  }
  if (lagMs > lagShownMs) {
    const lagS = (lagMs / msPerSecond).toFixed(1);
    return {
      state: 'behind',
      message: `The disk is slow: the last ${lagS} s are not saved yet, and are held in memory.`,
    };
  }
  if (!facts.anythingYet) return { state: 'idle', message: 'Nothing to record yet.' };
  return { state: 'saved', message: 'Everything is saved.' };
}
