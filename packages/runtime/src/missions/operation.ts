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

/** Runs an operation whose answers are all there at once. */
export function runAtOnce<Value>(operation: Operation<Value>): Value {
  let step = operation.next();
  while (!step.done) {
    invariant(!(step.value instanceof Promise), 'an embedded database answers at once');
    step = operation.next(step.value);
  }
  return step.value;
}

/** Runs an operation that waits for its answers. @throws whatever one of them was rejected with */
export async function runLater<Value>(operation: Operation<Value>): Promise<Value> {
  let step = operation.next();
  while (!step.done) step = operation.next(await step.value);
  return step.value;
}
