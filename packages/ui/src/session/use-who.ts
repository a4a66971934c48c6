import type { WhoDto } from '@artisan-ts/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { learnAnswer } from '#api/learn-answer.ts';
import { readWho, signOut } from '#api/people.ts';

const key = ['session'];
/** A sign-in can end elsewhere: by a new PIN, or by being put away. */
const lookEveryMs = 30_000;

/** Who is at this screen; undefined until the station said. */
export function useWho(): WhoDto | undefined {
  return useQuery({ queryKey: key, queryFn: readWho, refetchInterval: lookEveryMs }).data;
}

/** What follows when somebody else is at this screen: everything is asked anew. */
export function useBecome(): (who: WhoDto) => Promise<void> {
  const queries = useQueryClient();
  return async (who) => {
    await learnAnswer(queries, key, who);
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
  };
}

/** Signs out; the next person chooses their name. The roast goes on. */
export function useSignOut(): () => Promise<void> {
  const become = useBecome();
  return async () => become(await signOut());
}
