import type { VirtualClock } from '#virtual/virtual-clock.ts';

/** What becomes of something that is asked of a store, on the way to it. */
export type Passage = <Answer>(method: string, ask: () => Promise<Answer>) => Promise<Answer>;

const freely: Passage = (_method, ask) => ask();

/** A port of a store in virtual time: the disk behind it is a real one, and time stands still while it works. */
export function heldPort<Port extends object>(
  port: Port,
  clock: VirtualClock,
  passage: Passage = freely,
): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || typeof name !== 'string') return method;
      return (...args: readonly unknown[]) =>
        passage(name, () => clock.hold(Promise.resolve(method.apply(target, args))));
    },
  });
}
