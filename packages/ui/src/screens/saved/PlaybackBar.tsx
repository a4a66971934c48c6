import { useEffect, useRef } from 'react';
import { timeText } from '#display/format.ts';
import { Action } from '#parts/Action.tsx';
import { type Playback, playbackSpeeds } from '#screens/saved/use-playback.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './PlaybackBar.module.css';

const cx = classNames(styles);
/** What an arrow key moves the cursor by. */
const stepS = 1;
const largeStepS = 10;

/** Play, pause, and the place in the roast. Space and the arrow keys work from anywhere on the screen. */
export function PlaybackBar(props: { readonly playback: Playback }) {
  const { playback } = props;
  const now = useRef(playback);
  now.current = playback;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (movePlayback(event, now.current)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <section className={cx('bar')} aria-label="Playback">
      <Action weight="primary" onClick={playback.toggle}>
        {playback.isPlaying ? 'Pause' : 'Play'} <kbd>Space</kbd>
      </Action>
      <input
        type="range"
        className={cx('range')}
        aria-label="Time in the roast"
        aria-valuetext={timeText(playback.atS)}
        min={playback.fromS}
        max={playback.toS}
        step={stepS}
        value={playback.atS}
        onChange={(event) => playback.seek(Number(event.target.value))}
      />
      <label className={cx('speed')}>
        <span>Speed</span>
        <select
          value={playback.speed}
          onChange={(event) => playback.setSpeed(Number(event.target.value))}
        >
          {playbackSpeeds.map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

function movePlayback(event: KeyboardEvent, playback: Playback): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  const isField =
    target instanceof Element &&
    target.closest('input:not([type="range"]), textarea, select, [data-own-keys]') !== null;
  if (isField) return false;
  const step = event.shiftKey ? largeStepS : stepS;
  switch (event.key) {
    case ' ':
      if (target instanceof Element && target.closest('button, a')) return false;
      playback.toggle();
      return true;
    case 'ArrowLeft':
      playback.seek(playback.atS - step);
      return true;
    case 'ArrowRight':
      playback.seek(playback.atS + step);
      return true;
    default:
      return false;
  }
}
