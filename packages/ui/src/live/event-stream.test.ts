import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStream } from '#live/event-stream.ts';
import type { LiveMessage } from '#live/live-messages.ts';

/** Streams that were opened, the newest last; each answers when it is told to. */
class FakeSource {
  static readonly CLOSED = 2;
  static readonly opened: FakeSource[] = [];
  onopen: () => void = () => undefined;
  onerror: () => void = () => undefined;
  readyState = 0;
  readonly listeners = new Map<string, (event: { data: string }) => void>();

  constructor() {
    FakeSource.opened.push(this);
  }

  addEventListener(name: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(name, listener);
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
}

describe('the stream of a station', () => {
  let told: LiveMessage[];
  let stream: EventStream;
  const newest = () => FakeSource.opened.at(-1);
  const links = () => told.flatMap((message) => (message.type === 'link' ? [message.link] : []));

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', FakeSource);
    FakeSource.opened.length = 0;
    told = [];
    stream = new EventStream((message) => told.push(message));
    stream.open();
  });

  afterEach(() => {
    stream.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('is called lost when the station stands still, although nobody closed it', () => {
    newest()?.onopen();
    vi.advanceTimersByTime(8_000);
    expect(FakeSource.opened).toHaveLength(2);
    expect(links()).toEqual(['open', 'lost']);
  });

  it('is opened anew after a silence, and nobody notices when the station answers', () => {
    newest()?.onopen();
    vi.advanceTimersByTime(6_000);
    newest()?.onopen();
    vi.advanceTimersByTime(5_000);
    expect(links()).toEqual(['open', 'open']);
  });

  it('stays as it is while something is told', () => {
    newest()?.onopen();
    for (let second = 0; second < 60; second++) {
      newest()?.listeners.get('sample')?.({ data: '{}' });
      vi.advanceTimersByTime(1_000);
    }
    expect(FakeSource.opened).toHaveLength(1);
    expect(links()).toEqual(['open']);
  });

  it('is left alone once it was closed', () => {
    stream.close();
    vi.advanceTimersByTime(60_000);
    expect([FakeSource.opened.length, links()]).toEqual([1, []]);
  });
});
