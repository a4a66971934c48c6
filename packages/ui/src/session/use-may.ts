import type { Action } from '@artisan-ts/kernel';
import { mayNotWords } from '#session/may-words.ts';
import { useWho } from '#session/use-who.ts';

/**
 * Whether who is at this screen may do one of these, as the station answered for their roles; and why not, in words, when not:
 * empty until the station said. It refuses all the same whatever is asked past the screen.
 */
export function useMay(
  action: Action,
  ...orElse: readonly Action[]
): { readonly isAllowed: boolean; readonly why: string } {
  const may = useWho()?.may;
  const isAllowed = [action, ...orElse].some((each) => may?.includes(each));
  return { isAllowed, why: isAllowed || may === undefined ? '' : mayNotWords(action) };
}
