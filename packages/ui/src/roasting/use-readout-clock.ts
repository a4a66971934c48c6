import { useEffect, useState } from 'react';

/** Numbers change at most four times a second: faster, nobody can read them. */
const readoutPeriodMs = 250;

/** `performance.now()`, four times a second. */
export function useReadoutClock(): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), readoutPeriodMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
