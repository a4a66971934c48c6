/** What a language model is asked. */
export interface ReasonerQuestion {
  /** What is wanted, in our words. */
  readonly task: string;
  /** What it is about: data, whatever it says. */
  readonly data: string;
  readonly tokensMax: number;
}

/** What it answered, whatever it is, and what that used. */
export interface ReasonerAnswer {
  readonly text: unknown;
  readonly tokens: number;
}

/**
 * A language model that may say something about a result. It is given data and gives text: it has no tools and no way to
 * anything else. Optional everywhere; a failure of it is no failure of anything.
 */
export interface Reasoner {
  /** `llama-4@local`: who said it. */
  readonly name: string;
  /** @throws whatever went wrong */
  ask(question: ReasonerQuestion, signal: AbortSignal): Promise<ReasonerAnswer>;
}
