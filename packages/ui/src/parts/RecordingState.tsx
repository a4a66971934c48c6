import type { FindingDto, HealthEvent } from '@artisan-ts/contracts';
import { Link } from '@tanstack/react-router';
import type { StationLink } from '#live/live-state.ts';
import { useLiveState } from '#live/live-store.ts';
import { Dot, type Tone } from '#parts/Dot.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './RecordingState.module.css';

const cx = classNames(styles);

/**
 * Whether what is seen is on disk, in one word, and how much else wants a look; the whole sentence on hover and for
 * screen readers. Leads to the health of the station.
 */
export function RecordingState() {
  const link = useLiveState((state) => state.link);
  const recording = useLiveState((state) => state.recording);
  const findings = useLiveState((state) => state.findings);
  const { tone, words, sentence } = stateOf(link, recording);
  const others = link === 'open' ? findings.filter(isOther) : [];
  const worst = others[0]?.severity === 'alarm' ? 'limit' : 'unsure';
  return (
    <Link to="/health" className={cx('link')} title="Health of the station">
      <span role="status" className={cx('states')}>
        <Dot tone={tone} title={sentence}>
          {words}
        </Dot>
        {others.length === 0 ? null : (
          <Dot tone={worst} title={others.map(({ message }) => message).join('\n')}>
            {others.length}
            <span className={cx('words')}> to look at</span>
          </Dot>
        )}
      </span>
    </Link>
  );
}

/** What the word of the recording does not say already. */
function isOther({ severity, code }: FindingDto): boolean {
  return severity !== 'note' && !code.startsWith('recording.');
}

function stateOf(
  link: StationLink,
  recording: HealthEvent['recording'] | null,
): { readonly tone: Tone; readonly words: string; readonly sentence: string } {
  if (link === 'lost') {
    const sentence =
      'This screen lost the station. Recording goes on there; the screen reconnects by itself.';
    return { tone: 'unsure', words: 'Station lost, reconnecting', sentence };
  }
  if (link === 'connecting' || !recording) {
    return { tone: 'quiet', words: 'Connecting', sentence: 'Looking for the station.' };
  }
  const sentence = recording.message;
  switch (recording.state) {
    case 'idle':
      return { tone: 'quiet', words: 'Nothing to save', sentence };
    case 'saved':
      return { tone: 'true', words: 'Saved', sentence };
    case 'behind':
      return { tone: 'unsure', words: 'Not yet saved', sentence };
    case 'failing':
      return { tone: 'limit', words: 'Not saving', sentence };
  }
}
