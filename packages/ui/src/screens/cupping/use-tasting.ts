import type { SheetDto, TasterPageDto } from '@artisan-ts/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { readTasterPage, writeSheet } from '#api/cuppings.ts';
import { learnAnswer } from '#api/learn-answer.ts';
import { RequestRefused, reasonText } from '#api/request.ts';
import { draftOf, joinedChange, type SheetChange } from '#screens/cupping/sheet-draft.ts';

/** After a station that did not answer: soon enough to feel at once when it is back. */
const retryMs = 2000;
/** How often the page looks whether the cups were revealed. */
const lookEveryMs = 5000;

type Waiting = Readonly<Record<string, SheetChange>>;

/** The page of one taster, every touch of which is on its way to the station at once. */
export interface Tasting {
  readonly page: TasterPageDto | undefined;
  readonly error: Error | null;
  readonly sheets: readonly SheetDto[];
  /** What the station has not confirmed, in words; empty when all is saved. */
  readonly unsaved: string;
  readonly touch: (itemId: string, change: SheetChange) => void;
}

/**
 * Every touch is shown at once, kept in this browser and sent; what waits for one sheet goes as one change. A telephone that
 * loses the station, or is put away, goes on where it was.
 */
export function useTasting(cuppingId: string, tasterId: string): Tasting {
  const queries = useQueryClient();
  const store = `artisan-tasting-${cuppingId}-${tasterId}`;
  const { data: page, error } = useQuery({
    queryKey: ['cuppings', cuppingId, 'taster', tasterId],
    queryFn: () => readTasterPage(cuppingId, tasterId),
    refetchInterval: lookEveryMs,
  });
  const [waiting, setWaiting] = useState<Waiting>(() => restored(store));
  const [problem, setProblem] = useState('');
  const latest = useRef(waiting);
  const isSending = useRef(false);

  const put = useCallback(
    (next: Waiting) => {
      latest.current = next;
      setWaiting(next);
      if (Object.keys(next).length === 0) localStorage.removeItem(store);
      else localStorage.setItem(store, JSON.stringify(next));
    },
    [store],
  );

  const send = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    for (let next = firstOf(latest.current); next !== null; next = firstOf(latest.current)) {
      const [itemId, change] = next;
      try {
        const sheet = await writeSheet(cuppingId, tasterId, { itemId, ...change });
        await learnAnswer<TasterPageDto>(
          queries,
          ['cuppings', cuppingId, 'taster', tasterId],
          (known) => known && withSheet(known, sheet),
        );
        setProblem('');
        // What was touched meanwhile is a change of its own and goes next.
        if (latest.current[itemId] === change) put(without(latest.current, itemId));
      } catch (refused) {
        if (isFinal(refused)) {
          setProblem(reasonText(refused));
          put(without(latest.current, itemId));
        } else {
          setProblem('Kept here until the station answers');
          setTimeout(() => void send(), retryMs);
          break;
        }
      }
    }
    isSending.current = false;
  }, [cuppingId, tasterId, queries, put]);

  // What is left from before goes once the page is read: read while it is sent, the page may come without it, and after it.
  const isRead = page !== undefined;
  useEffect(() => {
    if (isRead) void send();
  }, [isRead, send]);

  const touch = (itemId: string, change: SheetChange) => {
    const known = latest.current[itemId];
    put({ ...latest.current, [itemId]: known ? joinedChange(known, change) : change });
    void send();
  };
  const sheets = (page?.sheets ?? []).map((sheet) => draftOf(sheet, waiting[sheet.itemId]));
  const isWaiting = Object.keys(waiting).length > 0;
  const unsaved = problem || (isWaiting ? 'Saving' : '');
  return { page, error, sheets, unsaved, touch };
}

/** What is refused because of itself would be refused for ever; anything else may pass later: no network, a full disk. */
const finalCodes: readonly string[] = [
  'cupping.revealed',
  'cupping.not-on-form',
  'request.not-found',
  'input.invalid',
];

function isFinal(refused: unknown): boolean {
  return !(refused instanceof RequestRefused) || finalCodes.includes(refused.code);
}

function restored(store: string): Waiting {
  try {
    return JSON.parse(localStorage.getItem(store) ?? '{}') as Waiting;
  } catch {
    // Not ours, or cut off: the station has all that was confirmed.
    return {};
  }
}

function firstOf(waiting: Waiting): readonly [string, SheetChange] | null {
  return Object.entries(waiting)[0] ?? null;
}

function without(waiting: Waiting, itemId: string): Waiting {
  return Object.fromEntries(Object.entries(waiting).filter(([id]) => id !== itemId));
}

function withSheet(page: TasterPageDto, sheet: SheetDto): TasterPageDto {
  const sheets = page.sheets.map((each) => (each.itemId === sheet.itemId ? sheet : each));
  return { ...page, sheets };
}
