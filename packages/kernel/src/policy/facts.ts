/**
 * What the kernel knows about a request, for the conditions of the table. All of it comes from the kernel's own records:
 * nothing that a caller sends is in here. What is not stated is false.
 */
export interface PolicyFacts {
  /** The thing belongs to the actor: its own machine, mission, lease, note, or quality entry. */
  readonly isOwn?: boolean;
  /** The mission's scope, or the registration of the actor, names it. */
  readonly isInScope?: boolean;
  readonly isTestRoast?: boolean;
  readonly isThroughMission?: boolean;
  /** One of the goals that operators may ask for. */
  readonly isOperatorGoal?: boolean;
  /** How deep below a person's mission a child would be. */
  readonly childDepth?: number;
  readonly autonomyLevel?: number;
  /** A person, at that site, signed in with a second factor or passkey within twelve hours. */
  readonly isStronglyPresent?: boolean;
  readonly isPairedScreen?: boolean;
  /** The organisation has one person. */
  readonly isOnePersonOrg?: boolean;
  /** The actor is another person than the one who proposed or began it. */
  readonly isSecondPerson?: boolean;
  /** The first half of what takes two. */
  readonly isProposal?: boolean;
  readonly touchesCommandLimits?: boolean;
  /** The waiting time that stands in for a second person has gone by. */
  readonly hasDelayPassed?: boolean;
  /** Everything that holds the mission back concerns the quality of the data. */
  readonly isDataQualityOnly?: boolean;
  readonly isRoastOpen?: boolean;
}
