/** What happens at its time in the simulated world. */
export type Action = () => void;

/**
 * Everything that will happen, soonest first; things of one time happen in the order in which they
 * were put in. A binary heap over plain numbers: the actions lie beside it and are not compared.
 */
export interface EventHeap {
  readonly times: number[];
  readonly numbers: number[];
  readonly actions: Action[];
  size: number;
  nextNumber: number;
}

/** A heap without events. */
export function createEventHeap(): EventHeap {
  return { times: [], numbers: [], actions: [], size: 0, nextNumber: 0 };
}

/** Puts an action in. */
export function pushEvent(heap: EventHeap, time: number, action: Action): void {
  const { times, numbers, actions } = heap;
  const number = heap.nextNumber;
  heap.nextNumber += 1;
  let at = heap.size;
  heap.size += 1;
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    if (!isBefore(time, number, times[parent] as number, numbers[parent] as number)) break;
    place(heap, at, parent);
    at = parent;
  }
  times[at] = time;
  numbers[at] = number;
  actions[at] = action;
}

/** Time of the soonest event; Infinity when there is none. */
export function soonest(heap: EventHeap): number {
  return heap.size === 0 ? Number.POSITIVE_INFINITY : (heap.times[0] as number);
}

/** Takes the soonest action out; call it only while there is one. */
export function popEvent(heap: EventHeap): Action {
  const { times, numbers, actions } = heap;
  const first = actions[0] as Action;
  heap.size -= 1;
  const last = heap.size;
  const time = times[last] as number;
  const number = numbers[last] as number;
  const action = actions[last] as Action;
  times.length = last;
  numbers.length = last;
  actions.length = last;
  if (last === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= last) break;
    const other = child + 1;
    if (
      other < last &&
      isBefore(times[other] as number, numbers[other] as number, times[child] as number, numbers[child] as number)
    ) {
      child = other;
    }
    if (isBefore(time, number, times[child] as number, numbers[child] as number)) break;
    place(heap, at, child);
    at = child;
  }
  times[at] = time;
  numbers[at] = number;
  actions[at] = action;
  return first;
}

function place(heap: EventHeap, to: number, from: number): void {
  heap.times[to] = heap.times[from] as number;
  heap.numbers[to] = heap.numbers[from] as number;
  heap.actions[to] = heap.actions[from] as Action;
}

function isBefore(time: number, number: number, otherTime: number, otherNumber: number): boolean {
  return time < otherTime || (time === otherTime && number < otherNumber);
}
