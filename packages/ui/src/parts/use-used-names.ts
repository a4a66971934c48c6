import { useQuery } from '@tanstack/react-query';
import { listRoasts } from '#api/roasts.ts';

/** The newest roasts that are looked through for names. */
const roastsSeen = 100;

/** Profiles and people of the newest roasts, each once: what is written again is written the same. */
export function useUsedNames(): {
  readonly profiles: readonly string[];
  readonly people: readonly string[];
} {
  const { data } = useQuery({
    queryKey: ['names'],
    queryFn: () => listRoasts({ search: '', cursor: null, limit: roastsSeen }),
  });
  const items = data?.items ?? [];
  const once = (names: readonly string[]) => [...new Set(names.filter((name) => name !== ''))];
  return {
    profiles: once(items.map(({ profile }) => profile)),
    people: once(items.map(({ person }) => person)),
  };
}
