import { type MonoUs, secondsBetween } from '@artisan-ts/domain';

const preheatedC = 205;
const beansC = 25;
const etC = 230;

/** A drum that can be charged and dropped by hand, with a cable that can be pulled. It outlives every station. */
export class RoastingMachine {
  cable: 'plugged' | 'pulled' | 'mute' = 'plugged';
  /** Throws something that is no error of ours at the next sample. */
  hasBug = false;
  /** What a broken probe makes of BT and ET. */
  spoil: ((values: readonly [bt: number, et: number]) => readonly [bt: number, et: number]) | null =
    null;
  #chargedUs: MonoUs | null = null;
  #droppedUs: MonoUs | null = null;

  charge(atUs: MonoUs): void {
    this.#chargedUs = atUs;
    this.#droppedUs = null;
  }

  drop(atUs: MonoUs): void {
    this.#droppedUs = atUs;
  }

  undo(kind: 'charge' | 'drop'): void {
    if (kind === 'charge') this.#chargedUs = null;
    this.#droppedUs = null;
  }

  read(atUs: MonoUs): readonly [bt: number, et: number] {
    const values = [this.#btC(atUs), etC + Math.sin(atUs / 1e7)] as const;
    return this.spoil?.(values) ?? values;
  }

  #btC(atUs: MonoUs): number {
    const ripple = 0.05 * Math.sin(atUs / 3e6);
    if (this.#chargedUs === null) return preheatedC + ripple;
    if (this.#droppedUs === null) return this.#inBeansC(atUs) + ripple;
    const sinceS = secondsBetween(this.#droppedUs, atUs);
    const airC = preheatedC - 45 * Math.exp(-sinceS / 120);
    const excess = (this.#inBeansC(this.#droppedUs) - 160) * Math.exp(-sinceS / 8);
    return airC + excess + ripple;
  }

  /** A first-order probe in beans that approach the drum. */
  #inBeansC(atUs: MonoUs): number {
    const sinceS = secondsBetween(this.#chargedUs ?? atUs, atUs);
    const beans = beansC + 215 * (1 - Math.exp(-sinceS / 300));
    return beans + (preheatedC - beansC) * Math.exp(-sinceS / 18);
  }
}
