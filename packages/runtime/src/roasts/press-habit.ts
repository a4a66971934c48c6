import type { RoastSummary } from '@artisan-ts/contracts';
import type { RoastId } from '@artisan-ts/domain';
import {
  defaultSessionRules,
  learntLead,
  type PressLeadS,
  type RoastLeads,
} from '@artisan-ts/roast';

/** More roasts than this are not asked for, and the oldest of more are forgotten. */
export const habitRoasts = 20;

/** Where the people at one machine press, as its closed roasts tell: what is suggested stands where they would have pressed. */
export class PressHabit {
  /** By id, the oldest first: ids grow with time. */
  readonly #leads = new Map<RoastId, RoastLeads>();
  #pressLeadS: PressLeadS = defaultSessionRules.pressLeadS;

  /** How long before the bend a mark is suggested in a roast that begins now. */
  get pressLeadS(): PressLeadS {
    return this.#pressLeadS;
  }

  /** Takes what is known of a closed roast; a corrected one takes the place of what it was. */
  learn(id: RoastId, { pressLeadS }: Pick<RoastSummary, 'pressLeadS'>): void {
    if (pressLeadS === undefined) return;
    this.#leads.set(id, pressLeadS);
    const ids = [...this.#leads.keys()].sort();
    for (const old of ids.slice(0, -habitRoasts)) this.#leads.delete(old);
    const earlier = ids.flatMap((each) => this.#leads.get(each) ?? []);
    this.#pressLeadS = learntLead(earlier, defaultSessionRules.pressLeadS);
  }
}
