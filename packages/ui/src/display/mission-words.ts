import type { MissionDto, MissionShelf } from '@artisan-ts/contracts';
import type { Tone } from '#parts/Dot.tsx';

type State = MissionDto['state'];

/** Each state in a word or two, its tone, and the shelf it stands on. */
export const stateWords: Readonly<
  Record<State, { readonly words: string; readonly tone: Tone; readonly shelf: MissionShelf }>
> = {
  QUARANTINED: { words: 'Quarantined', tone: 'unsure', shelf: 'needsYou' },
  DEAD: { words: 'Given up', tone: 'limit', shelf: 'needsYou' },
  PENDING: { words: 'Waiting its turn', tone: 'quiet', shelf: 'underWay' },
  RUNNING: { words: 'Under way', tone: 'quiet', shelf: 'underWay' },
  RETRY: { words: 'Waiting to retry', tone: 'unsure', shelf: 'underWay' },
  WAITING: { words: 'Waiting', tone: 'quiet', shelf: 'underWay' },
  DONE: { words: 'Done', tone: 'true', shelf: 'done' },
  BLOCKED: { words: 'Refused', tone: 'quiet', shelf: 'ended' },
  FAILED: { words: 'Failed', tone: 'limit', shelf: 'ended' },
  CANCELED: { words: 'Stopped', tone: 'quiet', shelf: 'ended' },
};
