import type { RoastDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listRoasts } from '#api/roasts.ts';
import { unweighedRoasts } from '#screens/quality/unweighed.ts';
import styles from './WeighRows.module.css';

/** A day's batches at a busy machine. */
const rowsLookedAt = 60;
const lookEveryMs = 60_000;

/** A few words beside the title while batches wait for the scale. Nothing opens by itself, and nothing covers the curve. */
export function WeighReminder({ roast }: { readonly roast: RoastDto | null }) {
  const { data } = useQuery({
    // Looked at again whenever a roast begins or ends.
    queryKey: ['roasts', 'to weigh', roast?.id, roast?.closeReason],
    queryFn: () => listRoasts({ search: '', cursor: null, limit: rowsLookedAt }),
    refetchInterval: lookEveryMs,
  });
  const waiting = unweighedRoasts(data?.items ?? [], Date.now());
  if (waiting.length === 0) return null;
  return (
    <Link to="/roasts" className={styles['reminder']}>
      {waiting.length === 1 ? 'Weigh 1 batch' : `Weigh ${waiting.length} batches`}
    </Link>
  );
}
