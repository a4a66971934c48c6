import { invariant } from '@artisan-ts/domain';

/** An answer, or the promise of one: an embedded database answers at once, a server later. */
export type Later<Value> = Value | Promise<Value>;

/**
 * Something done within one transaction, whatever the store: it hands out each answer it waits for and goes on with what
 * that became. Written once, it runs at once on an embedded database, where nothing else may come in between, and in
 * steps on a server.
 */
export type Operation<Value> = Generator<Later<unknown>, Value, unknown>;

/** Waits for an answer within an operation: `const mission = yield* got(tables.mission(id))`. */
export function* got<Value>(answer: Later<Value>): Operation<Value> {
  // The runner gives back what this very answer became.
  return (yield answer) as Value;
}

/** Answers that do not hang on each other: a server is asked for all of them at once. */
export function* gotAll<const Values extends readonly unknown[]>(
  answers: {
    readonly [At in keyof Values]: Later<Values[At]>;
  },
): Operation<Values> {
  // The runner gives back what each of these became, in their order.
  return (yield new Together(answers)) as Values;
}

/** Hands over what nothing that follows has to wait for, such as a write: that it was done is seen before the transaction ends. */
export function* sent(answer: Later<unknown>): Operation<void> {
  yield new Sent(answer);
}

class Together {
  readonly answers: readonly unknown[];

  constructor(answers: readonly unknown[]) {
    this.answers = answers;
  }
}

class Sent {
  readonly answer: Later<unknown>;

  constructor(answer: Later<unknown>) {
    this.answer = answer;
    // It is looked at when the transaction ends; until then its failure is nobody's.
    if (answer instanceof Promise) answer.catch(() => undefined);
  }
}

/** Runs an operation whose answers are all there at once. */
export function runAtOnce<Value>(operation: Operation<Value>): Value {
  let step = operation.next();
  while (!step.done) step = operation.next(atOnce(step.value));
  return step.value;
}

function atOnce(asked: unknown): unknown {
  const answers = asked instanceof Together ? asked.answers : [asked];
  const all = answers.map((each) => (each instanceof Sent ? each.answer : each));
  const isLate = all.some((each) => each instanceof Promise);
  invariant(!isLate, 'an embedded database answers at once');
  return asked instanceof Together ? all : all[0];
}

/** What operations of one transaction handed over and did not wait for, in order. */
export type UnderWay = unknown[];

/**
 * Runs an operation that waits for its answers, and leaves what it does not wait for under way: the next operation of the same
 * transaction may begin meanwhile. Before the transaction ends, {@link allDone} sees that all of it was done.
 */
export async function runLater<Value>(
  operation: Operation<Value>,
  underWay: UnderWay,
): Promise<Value> {
  let step = operation.next();
  while (!step.done) step = operation.next(await later(step.value, underWay));
  return step.value;
}

/** Runs work and sees that all it left under way was done. @throws whatever failed first */
export async function allDone<Value>(work: Promise<Value>, underWay: UnderWay): Promise<Value> {
  try {
    const value = await work;
    await Promise.all(underWay);
    return value;
  } catch (fault) {
    // What was sent first failed first: what was asked behind it failed because of it.
    const ended = await Promise.allSettled(underWay);
    const first = ended.find((each) => each.status === 'rejected');
    throw first === undefined ? fault : first.reason;
  }
}

function later(asked: unknown, underWay: UnderWay): unknown {
  if (asked instanceof Together) return Promise.all(asked.answers);
  if (!(asked instanceof Sent)) return asked;
  underWay.push(asked.answer);
  return undefined;
}
