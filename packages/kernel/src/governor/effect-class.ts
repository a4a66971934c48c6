/** What a goal or a tool does to the world. Driving a machine is none of these: it cannot be expressed. */
export type EffectClass = 'PURE' | 'READ' | 'WRITE_IDEMPOTENT' | 'WRITE_FENCED' | 'PROPOSE';

/** The lowest rung of the ladder on which something with this effect may run. */
export const rungOf: Readonly<Record<EffectClass, number>> = {
  PURE: 1,
  READ: 1,
  WRITE_IDEMPOTENT: 1,
  WRITE_FENCED: 2,
  PROPOSE: 2,
};
