/**
 * Sends what is asked for, one after another: while one is on its way only the newest of the others waits, so that the last
 * one asked for is the last one sent. Resolves when nothing is on its way any more. `send` deals with its refusals itself.
 */
export function newestLast<Value>(
  send: (value: Value) => Promise<void>,
): (value: Value) => Promise<void> {
  let waiting: { readonly value: Value } | null = null;
  let sending: Promise<void> | null = null;
  const sendAll = async () => {
    while (waiting !== null) {
      const { value } = waiting;
      waiting = null;
      await send(value);
    }
    sending = null;
  };
  return (value) => {
    waiting = { value };
    sending ??= sendAll();
    return sending;
  };
}
