import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { readCurve, readRoast } from '#api/roasts.ts';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { SavedRoast } from '#screens/saved/SavedRoast.tsx';
import styles from './SavedRoast.module.css';

/** A roast opened again. */
export function SavedRoastScreen() {
  const { roastId = '' } = useParams({ strict: false });
  const smoothing = usePreferences((preferences) => preferences.smoothing);
  const roast = useQuery({ queryKey: ['roast', roastId], queryFn: () => readRoast(roastId) });
  const curve = useQuery({
    queryKey: ['curve', roastId, roast.data?.revision, smoothing],
    enabled: roast.data !== undefined,
    queryFn: () => readCurve(roastId, smoothing),
    placeholderData: (known) => known,
  });
  const error = roast.error ?? curve.error;
  if (roast.data && curve.data) {
    return <SavedRoast key={roastId} roast={roast.data} curve={curve.data} />;
  }
  return (
    <div>
      <ScreenBar name="Roast" parent={<Link to="/roasts">Saved roasts</Link>} />
      <main className={styles['waiting']}>
        {error ? <p role="alert">{error.message}</p> : <p>Reading the roast</p>}
      </main>
    </div>
  );
}
