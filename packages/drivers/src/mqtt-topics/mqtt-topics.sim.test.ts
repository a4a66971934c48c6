import { MonoUs } from '@artisan-ts/domain';
import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDriver } from '#conformance/describe-driver.ts';
import type { DriverBench, LineBench } from '#conformance/driver-bench.ts';
import { letReadings, startRunning } from '#conformance/running.ts';
import { DeviceAtLine, simulatedLine } from '#conformance/simulated-line.ts';
import { heardTopic, timeMs, topicSilence } from '#mqtt-topics/channels.ts';
import { mqttTopicsDriver } from '#mqtt-topics/driver.ts';
import { parseSelector, select } from '#mqtt-topics/selector.ts';
import { topicSettings } from '#mqtt-topics/settings.ts';
import { TopicSimulator } from '#mqtt-topics/simulator.ts';
import { isTopicFilter, isUnder } from '#mqtt-topics/topic.ts';
import type { TopicMessage } from '#transport/topic-message.ts';

interface TopicBench extends DriverBench {
  readonly line: LineBench;
  readonly device: DriverBench['device'];
  readonly broker: DeviceAtLine<TopicSimulator>;
  readonly clock: SimulatedClock;
}

const broker = 'mqtt://10.0.0.7';

function message(topic: string, value: unknown, isRetained = false): TopicMessage {
  return { topic, isRetained, payload: JSON.stringify(value) };
}

/** ET under a topic of its own, as a bare number and in Fahrenheit; BT and the fan in one message. */
function published(round: number): readonly TopicMessage[] {
  const data = { bt: 90 + 0.25 * round, fan: '55' };
  return [message('probes/et', 410), message('roaster/1/state', { data })];
}

const said = {
  broker,
  topic: 'roaster/+/state',
  channels: 'BT=data.bt C; ET=@ F from probes/et; Fan=data.fan/10',
  intervalS: 2,
};

function makeBench(
  more: Readonly<Record<string, unknown>> = {},
  next: (round: number, clock: SimulatedClock) => readonly TopicMessage[] = published,
): TopicBench {
  const clock = new SimulatedClock();
  let round = 0;
  const hub = new DeviceAtLine(
    (connection) =>
      new TopicSimulator({ connection, clock, intervalMs: 2000, next: () => next(round++, clock) }),
  );
  const port = new FakeTransport({
    clock,
    onOpen: ({ far, toNear }) => {
      toNear.split = true;
      hub.onOpen(far);
    },
  });
  const line = simulatedLine(port, hub, null);
  const kind = mqttTopicsDriver(() => line.transport);
  const described = kind.describe({ ...said, ...more });
  if (!described.ok) throw new Error(described.message);
  const device = kind.create(described.value.settings, clock);
  return { clock, device, description: described.value, line, broker: hub };
}

describeDriver('the driver of MQTT topics', () => makeBench());

describe('a device that publishes over MQTT', () => {
  it('is read over several topics, in either unit, numbers and texts', async () => {
    const bench = makeBench();
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    expect(log.samples.map(({ values }) => values)).toEqual([
      [90, 210, 5.5],
      [90.25, 210, 5.5],
      [90.5, 210, 5.5],
    ]);
  });

  it('is not believed about what the broker had kept', async () => {
    const bench = makeBench({}, (round) =>
      round === 0
        ? [message('roaster/1/state', { data: { bt: 205, fan: 1 } }, true)]
        : published(round),
    );
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    expect(log.column(0)).toEqual([90.25, 90.5]);
  });

  it('is believed about what the broker had kept when that says that it is new', async () => {
    const bench = makeBench({ time: 'at', channels: 'BT=bt C' }, (_round, clock) => [
      message('roaster/1/state', { bt: 90, at: (clock.wallMs() - 3_000) / 1000 }, true),
      message('roaster/1/state', { bt: 99, at: (clock.wallMs() - 30_000) / 1000 }, true),
    ]);
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 2.5);
    stop();
    expect(log.column(0)).toEqual([90, 90, 90]);
  });

  it('has no value of a topic that fell silent, and goes on with the others', async () => {
    const bench = makeBench({ freshS: 5 }, (round) => {
      const all = published(round);
      return round < 3 ? all : all.slice(0, 1);
    });
    const { log, stop } = startRunning(bench);
    await letReadings(bench, 12);
    stop();
    const last = log.samples.slice(-3);
    expect(last.map(({ missing }) => missing[0])).toEqual(['no-reply', 'no-reply', 'no-reply']);
    expect(last.map(({ values }) => Math.round(values[1] ?? 0))).toEqual([210, 210, 210]);
  });

  it('is read in its order where messages overtake each other and come twice', () => {
    const settings = topicSettings({ broker, topic: 'r', channels: 'BT=bt', time: 'at' });
    if (!settings.ok) throw new Error(settings.message);
    const { meaning } = settings.value;
    const wallMs = 1_800_000_000_000;
    let memory = topicSilence(meaning);
    const taken = [0, 1, 3, 2, 3, 4, -20, 40].map((second, at) => {
      const told = message('r', { bt: 100 + second, at: wallMs + second * 1000 });
      const heard = heardTopic(meaning, memory, told, { atUs: MonoUs(at * 1e6), wallMs });
      memory = heard?.memory ?? memory;
      return heard?.isReading;
    });
    expect(taken).toEqual([true, true, true, false, true, true, false, false]);
    expect(memory.values.said[0]?.reading).toBe(104);
  });
});

describe('what a person says of an MQTT device', () => {
  it.each([
    [{ broker: '10.0.0.7' }, 'broker'],
    [{ broker: 'mqtt://user:word@10.0.0.7' }, 'broker'],
    [{ topic: 'a/#/b' }, 'topic'],
    [{ channels: 'BT=data..bt' }, 'channels'],
    [{ channels: 'BT=bt from a+b' }, 'channels'],
    [{ channels: '' }, 'channels'],
    [{ time: '[' }, 'time'],
  ])('is refused by the name of what is wrong: %j', (wrong, setting) => {
    const refused = topicSettings({ ...said, ...wrong });
    expect(refused).toMatchObject({ ok: false, code: 'driver.settings' });
    if (!refused.ok) expect(refused.message.startsWith(setting)).toBe(true);
  });

  it.each([
    ['@', 7, 7],
    ['data.bt', { data: { bt: 1 } }, 1],
    ['"bean temp".v', { 'bean temp': { v: 2 } }, 2],
    ['list[0][-1]', { list: [[1, 3]] }, 3],
    ['rtd[name=rtd2].value', { rtd: [{ name: 'rtd1' }, { name: 'rtd2', value: 4 }] }, 4],
    ['data.toString', { data: {} }, undefined],
    ['list[9].a', { list: [] }, undefined],
  ])('%s of %j is %j', (text, value, found) => {
    expect(select(parseSelector(text) ?? [], value)).toEqual(found);
  });

  it.each(['', '.a', 'a.', 'a..b', 'a b', 'a[', 'a[x]', 'a["b"]', 'ab"c"'])(
    'takes no place for one that is none: "%s"',
    (text) => {
      expect(parseSelector(text)).toBeNull();
    },
  );

  it.each([
    ['a/+/c', 'a/b/c', true],
    ['a/+/c', 'a/b/d', false],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'ab', false],
    ['#', '$SYS/uptime', false],
    ['+', 'a/b', false],
  ])('%s and %s: %s', (filter, topic, fits) => {
    expect(isTopicFilter(filter)).toBe(true);
    expect(isUnder(topic, filter)).toBe(fits);
  });

  it('knows the times that devices tell', () => {
    const at = 1_800_000_000_000;
    for (const told of [at, at / 1000, String(at / 1000), new Date(at).toISOString()]) {
      expect(timeMs(told)).toBe(at);
    }
    for (const told of [undefined, null, '', 'soon', -1, {}, Number.NaN]) {
      expect(timeMs(told)).toBeNull();
    }
  });

  it('may name what cannot be made a text', () => {
    const odd = { toString: false, valueOf: false };
    expect(
      select(parseSelector('l[name=x].v') ?? [], { l: [{ name: odd, v: 1 }] }),
    ).toBeUndefined();
    expect(timeMs(odd)).toBeNull();
  });

  it('may be anything without upsetting the parsers', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, value) => {
        select(parseSelector(text) ?? [], value);
        timeMs(value);
        select(parseSelector(`list[name=${text}].value`) ?? [], { list: [{ name: value }] });
        if (isTopicFilter(text)) isUnder(text, text);
      }),
    );
  });
});
