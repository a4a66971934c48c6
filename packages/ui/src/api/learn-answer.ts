import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Takes in what the station answered to a change. A question that was asked before the change is dropped first: its older
 * answer must not come after this one and take it away.
 */
export async function learnAnswer<Answer>(
  queries: QueryClient,
  queryKey: QueryKey,
  answer: Answer | ((known: Answer | undefined) => Answer | undefined),
): Promise<void> {
  await queries.cancelQueries({ queryKey, exact: true });
  queries.setQueryData<Answer>(queryKey, answer);
}
