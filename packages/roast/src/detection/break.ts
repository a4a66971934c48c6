/** A moment at which BT changed its course the way it does when beans come or go. */
export interface Break {
  readonly kind: 'charge' | 'drop';
  /** The bend in the data, not the moment it was noticed. */
  readonly timeS: number;
  readonly btC: number;
  /** BT rose into it, as beans in a drum do; a drum that waits for the next charge mostly stands. */
  readonly isRising: boolean;
  /** So slow a fall tells that the heat went, not that a door was opened: beans may have left later. */
  readonly isSlow: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why, in words for a person. */
  readonly reason: string;
}
