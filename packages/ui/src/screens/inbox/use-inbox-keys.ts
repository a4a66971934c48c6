import type { MissionDeed } from '@artisan-ts/contracts';
import { useEffect, useRef } from 'react';
import { deedOfKey } from '#screens/inbox/deeds.ts';

interface InboxKeys {
  readonly act: (deed: MissionDeed) => void;
  readonly step: (by: -1 | 1) => void;
  readonly undo: () => void;
  readonly close: () => void;
}

/** The keys of the inbox, wherever the focus is but for fields and panels with keys of their own. */
export function useInboxKeys(keys: InboxKeys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.repeat || isElsewhere(event)) return;
      if (handle(event, now.current)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function isElsewhere({ target }: KeyboardEvent): boolean {
  const typing = 'input, textarea, select, [role="radio"], [data-own-keys]';
  return target instanceof Element && target.closest(typing) !== null;
}

function handle(event: KeyboardEvent, { act, step, undo, close }: InboxKeys): boolean {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key !== 'z') return false;
    undo();
    return true;
  }
  if (key === 'arrowdown' || key === 'j') step(1);
  else if (key === 'arrowup' || key === 'k') step(-1);
  else if (key === 'z') undo();
  else if (key === 'escape') close();
  else {
    const deed = deedOfKey(key);
    if (deed === null) return false;
    act(deed);
  }
  return true;
}
