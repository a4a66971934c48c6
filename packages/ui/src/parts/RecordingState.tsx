import type { HealthEvent } from '@artisan-ts/contracts';
import type { StationLink } from '#live/live-state.ts';
import { useLiveState } from '#live/live-store.ts';
import { Dot, type Tone } from '#parts/Dot.tsx';

/** Whether what is seen is on disk, in one word; the whole sentence on hover and for screen readers. */
export function RecordingState() {
  const link = useLiveState((state) => state.link);
  const recording = useLiveState((state) => state.recording);
  const { tone, words, sentence } = stateOf(link, recording);
  return (
    <span role="status">
      <Dot tone={tone} title={sentence}>
        {words}
      </Dot>
    </span>
  );
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
