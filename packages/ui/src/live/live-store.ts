import type {
  HealthEvent,
  LeverEventDto,
  MachineDto,
  RoastDto,
  RoastEvent,
  SampleEvent,
} from '@artisan-ts/contracts';
import { create } from 'zustand';
import { connectLive } from '#live/live-connection.ts';
import type { LiveMessage } from '#live/live-messages.ts';
import {
  initialLiveState,
  type LiveInput,
  type LiveState,
  leversOf,
  reduceLive,
  SampleSieve,
} from '#live/live-state.ts';
import { MachineFeed } from '#live/machine-feed.ts';

const useLive = create<LiveState>()(() => initialLiveState);
const feeds = new Map<string, MachineFeed>();
const sieve = new SampleSieve();

/** Reads a part of the live state; the component is drawn again when that part changes. */
export function useLiveState<Part>(select: (state: LiveState) => Part): Part {
  return useLive(select);
}

/** The live state at this moment. */
export function liveState(): LiveState {
  return useLive.getState();
}

/** The samples of a machine; empty until some arrive. */
export function feedOf(machineId: string): MachineFeed {
  let feed = feeds.get(machineId);
  if (!feed) {
    feed = new MachineFeed();
    feeds.set(machineId, feed);
  }
  return feed;
}

/** Takes in what the station answered to a request, without waiting for the event that follows. */
export function learnRoast(machineId: string, roast: RoastDto): void {
  apply({ type: 'roast', machineId, roast });
}

/** Takes in a lever that the station answered with. */
export function learnLever(data: LeverEventDto): void {
  apply({ type: 'lever', data });
}

/** Takes in a machine that was added or changed; removes it when `machine` is null. */
export function learnMachine(id: string, machine: MachineDto | null): void {
  useLive.setState((state) => {
    const others = (state.machines ?? []).filter((known) => known.id !== id);
    if (!machine) return { machines: others };
    const levers = leversOf(state, [machine]);
    const at = (state.machines ?? []).findIndex((known) => known.id === id);
    return { levers, machines: at < 0 ? [...others, machine] : others.toSpliced(at, 0, machine) };
  });
}

/** Starts listening. Called once, when the page starts. */
export function startLive(): void {
  connectLive(receive);
}

function receive(message: LiveMessage): void {
  if (message.type === 'link') {
    apply(message);
    return;
  }
  const data: unknown = JSON.parse(message.text);
  switch (message.name) {
    case 'sample':
      takeSample(data as SampleEvent);
      break;
    case 'roast':
      apply({ type: 'roast', ...(data as RoastEvent) });
      break;
    case 'lever':
      apply({ type: 'lever', data: data as LeverEventDto });
      break;
    case 'health':
      apply({ type: 'health', data: data as HealthEvent });
      break;
  }
}

function takeSample(sample: SampleEvent): void {
  if (sieve.admit(sample)) feedOf(sample.machineId).push(sample, performance.now());
}

function apply(input: LiveInput): void {
  useLive.setState((state) => reduceLive(state, input));
}
