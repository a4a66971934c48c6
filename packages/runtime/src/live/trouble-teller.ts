import type { ChannelTroubleDto } from '@artisan-ts/contracts';
import { type MonoUs, usPerSecond } from '@artisan-ts/domain';

/** While something is wrong, how long it has been is told anew so often, in the world's time. */
const againEveryS = 10;

/** Decides when a change in how channels are is worth telling: at once when it changes, and now and then while it lasts. */
export class TroubleTeller {
  #toldWords = '';
  #toldUs = 0;

  /** Whether everybody should be told now. `nowUs` is on the system's clock. */
  isNews(troubles: ReadonlyMap<string, ChannelTroubleDto>, nowUs: MonoUs): boolean {
    const words = [...troubles].map(([id, { defect }]) => `${id} ${defect}`).join();
    const isDue = words !== '' && nowUs - this.#toldUs >= againEveryS * usPerSecond;
    if (words === this.#toldWords && !isDue) return false;
    this.#toldWords = words;
    this.#toldUs = nowUs;
    return true;
  }
}
