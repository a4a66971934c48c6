/**
 * A value that a Python literal can hold. Every kind of Python has one of its own here, so that writing
 * what was read gives the same text: an int is a `bigint` and a float is a `number`, a list is an array,
 * a dict is a `Map` that keeps its order.
 */
export type PyValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | PyBytes
  | PyTuple
  | PySet
  | PyValue[]
  | PyDict;

/** A Python dict, in the order of its keys. */
export type PyDict = Map<PyValue, PyValue>;

/** A Python tuple. */
export class PyTuple {
  readonly items: readonly PyValue[];

  constructor(items: readonly PyValue[]) {
    this.items = items;
  }
}

/** A Python set, in the order in which it was written: Python's own order is an accident of hashing. */
export class PySet {
  readonly items: readonly PyValue[];

  constructor(items: readonly PyValue[]) {
    this.items = items;
  }
}

/** A Python bytes object. */
export class PyBytes {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}
