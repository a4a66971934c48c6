import type { SourceBody } from '@artisan-ts/contracts';
import {
  type Channel,
  type LeverSpec,
  type Origin,
  ok,
  type Result,
  refuse,
  type Source,
  type StreamSpec,
} from '@artisan-ts/domain';
import type { KindOf } from '#machines/attach.ts';
import type { IdSource } from '#ports/ids.ts';

/** A device that was asked for, as its driver describes it. */
export interface DescribedSource {
  readonly source: Source;
  readonly levers: readonly LeverSpec[];
  readonly origin: Origin;
}

/**
 * The devices of a machine, described by their drivers. A channel whose name another has already gets a number: the second
 * `bt` is `bt2`. What was there before keeps its names.
 */
export function describeSources(
  asked: readonly SourceBody[],
  kept: readonly Source[],
  parts: { readonly kindOf: KindOf; readonly ids: IdSource },
): Result<readonly DescribedSource[]> {
  const described: DescribedSource[] = [];
  const taken = new Set(kept.flatMap(({ streams }) => channelsOf(streams).map(({ id }) => id)));
  for (const body of saidFirst(asked)) {
    const kind = parts.kindOf(body.driver);
    if (kind === null) return refuse('driver.unknown', `no driver is called "${body.driver}"`);
    const description = kind.describe(body.settings);
    if (!description.ok) return description;
    const { settings, clockRate, levers } = description.value;
    const streams = renamed(description.value.streams, body, taken);
    if (!streams.ok) return streams;
    const id = parts.ids.next('source');
    const source = { id, driver: kind.name, settings, streams: streams.value, clockRate };
    described.push({ source, levers, origin: kind.origin });
  }
  const rates = new Set(
    [...kept, ...described.map(({ source }) => source)].map((s) => s.clockRate),
  );
  if (rates.size > 1) {
    return refuse(
      'input.invalid',
      `all sources of a machine run at one speed; these run at ${[...rates].join(' and ')}`,
    );
  }
  return ok(described);
}

/** The first that measures BT leads; the others stay as they were asked for. */
export function leadingFirst(sources: readonly Source[]): readonly Source[] {
  const lead = sources.find(({ streams }) => channelsOf(streams).some(({ id }) => id === 'bt'));
  return lead === undefined ? sources : [lead, ...sources.filter((source) => source !== lead)];
}

/** Those that say how their channels are called come first, so that no automatic name is in their way. */
function saidFirst(asked: readonly SourceBody[]): readonly SourceBody[] {
  const rank = (body: SourceBody): number => (body.channels === undefined ? 1 : 0);
  return asked.toSorted((a, b) => rank(a) - rank(b));
}

function renamed(
  streams: readonly StreamSpec[],
  { driver, channels: names = {} }: SourceBody,
  taken: Set<string>,
): Result<readonly StreamSpec[]> {
  const own = channelsOf(streams);
  const stranger = Object.keys(names).find((id) => own.every((channel) => channel.id !== id));
  if (stranger !== undefined) {
    const known = own.map(({ id }) => id).join(', ');
    return refuse('input.invalid', `channels.${stranger}: ${driver} measures ${known}`);
  }
  const called: { readonly was: string; readonly channel: Channel }[] = [];
  for (const channel of own) {
    const said = names[channel.id];
    if (said !== undefined && taken.has(said.id)) {
      return refuse(
        'input.invalid',
        `channels.${channel.id}: the machine has "${said.id}" already`,
      );
    }
    const name = said ?? freeName(channel, taken);
    taken.add(name.id);
    called.push({ was: channel.id, channel: { ...channel, ...name } });
  }
  const now = (channel: Channel): Channel =>
    called.find(({ was }) => was === channel.id)?.channel ?? channel;
  return ok(streams.map((stream) => ({ ...stream, channels: stream.channels.map(now) })));
}

function freeName(
  { id, label }: Channel,
  taken: ReadonlySet<string>,
): Pick<Channel, 'id' | 'label'> {
  if (!taken.has(id)) return { id, label };
  for (let number = 2; ; number++) {
    const name = `${id}${number}`;
    if (!taken.has(name)) return { id: name, label: `${label} ${number}` };
  }
}

function channelsOf(streams: readonly StreamSpec[]): readonly Channel[] {
  return streams.flatMap(({ channels }) => channels);
}
