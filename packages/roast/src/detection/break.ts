/** A moment at which BT changed its course the way it does when beans come or go. */
export interface Break {
  readonly kind: 'charge' | 'drop';
  /** The bend in the data, not the moment it was noticed. */
  readonly timeS: number;
  readonly btC: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why, in words for a person. */
  readonly reason: string;
}
