/** The phases of a roast, and the stretch before first crack when nobody said where drying ended. */
export type ScenePhase = 'drying' | 'maillard' | 'beforeCrack' | 'development';

/** What a person reads. */
export const phaseLabels: Readonly<Record<ScenePhase, string>> = {
  drying: 'Drying',
  maillard: 'Maillard',
  beforeCrack: 'Before first crack',
  development: 'Development',
};

/** A phase on the time axis. `open` while it goes on. */
export interface PhaseBand {
  readonly phase: ScenePhase;
  readonly fromS: number;
  readonly toS: number;
  readonly open: boolean;
}

/** Where the phases change, in seconds from charge; null while unknown. */
export interface PhaseChanges {
  readonly dryEndS: number | null;
  readonly fcStartS: number | null;
  readonly dropS: number | null;
}

/**
 * The phases from charge to drop, or to now. A phase that nobody marked is not invented: without a dry end
 * the time up to first crack is one stretch.
 *
 * Shape: in order, touching, none empty.
 */
export function phaseBands(changes: PhaseChanges, nowS: number): readonly PhaseBand[] {
  const { dryEndS, fcStartS, dropS } = changes;
  const endS = dropS ?? nowS;
  const isOpen = dropS === null;
  const bands: PhaseBand[] = [];
  const add = (phase: ScenePhase, fromS: number, toS: number | null) => {
    const stop = Math.min(toS ?? endS, endS);
    if (stop > fromS) bands.push({ phase, fromS, toS: stop, open: isOpen && toS === null });
  };
  if (dryEndS !== null) {
    add('drying', 0, dryEndS);
    add('maillard', dryEndS, fcStartS);
  } else {
    add(fcStartS === null && isOpen ? 'drying' : 'beforeCrack', 0, fcStartS);
  }
  if (fcStartS !== null) add('development', fcStartS, null);
  return bands;
}
