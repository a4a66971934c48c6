/** A store that holds nothing yet, and what a test does to it. */
export interface StoreUnderTest<Store> {
  readonly store: Store;
  /** The process dies without a warning and a new one opens the same data: gives what that one finds. */
  reopen(): Promise<Store>;
  /** Called after each test. */
  dispose(): Promise<void>;
}
