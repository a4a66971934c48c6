import { useCallback, useEffect, useState } from 'react';

export const playbackSpeeds = [1, 2, 5, 10, 20] as const;

/** A place in a saved roast that can be moved, and that moves by itself while it plays. */
export interface Playback {
  readonly fromS: number;
  readonly toS: number;
  readonly atS: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly seek: (atS: number) => void;
  readonly toggle: () => void;
  readonly setSpeed: (speed: number) => void;
}

/** Plays a span of seconds. Play from its end starts at charge again. */
export function usePlayback(span: {
  readonly fromS: number;
  readonly toS: number;
  readonly startS: number;
}): Playback {
  const { fromS, toS } = span;
  const [atS, setAtS] = useState(span.startS);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(10);
  const seek = useCallback((to: number) => setAtS(clamp(to, fromS, toS)), [fromS, toS]);
  const toggle = useCallback(() => {
    setPlaying((was) => !was);
    setAtS((at) => (at >= Math.min(toS, span.startS) ? Math.max(fromS, 0) : at));
  }, [fromS, toS, span.startS]);

  useEffect(() => {
    if (!isPlaying) return;
    let lastMs = performance.now();
    let frame = requestAnimationFrame(function step(nowMs) {
      const passedS = ((nowMs - lastMs) / 1000) * speed;
      lastMs = nowMs;
      setAtS((at) => Math.min(toS, at + passedS));
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, speed, toS]);

  useEffect(() => {
    if (isPlaying && atS >= toS) setPlaying(false);
  }, [isPlaying, atS, toS]);

  return { fromS, toS, atS, isPlaying, speed, seek, toggle, setSpeed };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
