/** A moment at which something happens. */
export interface Timer {
  readonly dueUs: number;
  readonly order: number;
  readonly fire: () => void;
}

/** Timers in their total order: by due time, then by their making. A binary heap. */
export class TimerQueue {
  readonly #heap: Timer[] = [];
  readonly #dropped = new Set<Timer>();
  #made = 0;

  add(dueUs: number, fire: () => void): Timer {
    const timer: Timer = { dueUs, order: this.#made++, fire };
    this.#heap.push(timer);
    this.#siftUp(this.#heap.length - 1);
    return timer;
  }

  /** Forgets a timer that has not fired. */
  drop(timer: Timer): void {
    this.#dropped.add(timer);
  }

  get size(): number {
    return this.#heap.length - this.#dropped.size;
  }

  peek(): Timer | null {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (!this.#dropped.delete(first)) return first;
      this.#removeFirst();
    }
    return null;
  }

  take(): Timer | null {
    const first = this.peek();
    if (first !== null) this.#removeFirst();
    return first;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#siftDown(0);
  }

  #siftUp(start: number): void {
    for (let at = start; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #siftDown(start: number): void {
    for (let at = start; ; ) {
      const left = 2 * at + 1;
      const smaller = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(smaller, at)) return;
      this.#swap(at, smaller);
      at = smaller;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined) return false;
    if (second === undefined) return true;
    return first.dueUs === second.dueUs ? first.order < second.order : first.dueUs < second.dueUs;
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
