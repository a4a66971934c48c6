/** The sleep of the computer: whether it slept, and how to keep it awake. */
export interface SleepControl {
  /** How long the computer has slept since it was started, in milliseconds. Never decreases. */
  sleptMs(): number;
  /** Whether the computer is to be kept awake from now on. Called often, with the same wish too. Does not throw. */
  keepAwake(isWanted: boolean): void;
  /** In words for a person why the computer may sleep although it should not; null while all is well. */
  trouble(): string | null;
}
