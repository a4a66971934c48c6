import type {
  DeviceBody,
  DeviceDto,
  DeviceReportDto,
  LocalNetworkDto,
  SearchHostsBody,
  SerialPortList,
  WatchLine,
} from '@artisan-ts/contracts';
import {
  ArtisanError,
  channelField,
  DurationMs,
  type ErrorCode,
  ok,
  type Result,
  refuse,
} from '@artisan-ts/domain';
import { scaledClock } from '#clock/scaled-clock.ts';
import { hostsOf } from '#connect/network-hosts.ts';
import { watchSink } from '#connect/watch-sink.ts';
import type { Clock } from '#ports/clock.ts';
import type { DeviceDescription, DriverKind } from '#ports/driver.ts';
import type { Connecting, StationDependencies } from '#station.ts';
import { channelsView } from '#views/machine-view.ts';

/** A host in the same network that does not accept a connection within this time does not listen on that port. */
const acceptMs = 600;
/** Somebody who warms a probe with their hand is done long before. */
const watchMsMax = DurationMs(15 * 60_000);
/** Devices that are watched at the same time: more are left-over screens. */
const watchedMax = 4;

interface Described {
  readonly kind: DriverKind;
  readonly description: DeviceDescription;
}

/** What is done before a device belongs to a machine: looking for it, and looking at it. Nothing is recorded. */
export class ConnectService implements Connecting {
  readonly #deps: StationDependencies;
  #watched = 0;

  constructor(deps: StationDependencies) {
    this.#deps = deps;
  }

  async ports(): Promise<Result<SerialPortList>> {
    const { surroundings } = this.#deps;
    return surroundings === undefined ? nowhere() : ok(await surroundings.serialPorts());
  }

  networks(): readonly LocalNetworkDto[] {
    const networks = this.#deps.surroundings?.networks() ?? [];
    return networks.filter(({ network }) => hostsOf(network).length > 0);
  }

  async search(body: SearchHostsBody, signal: AbortSignal): Promise<Result<readonly string[]>> {
    const { surroundings } = this.#deps;
    if (surroundings === undefined) return nowhere();
    const own = this.networks().find(({ network }) => network === body.network);
    if (own === undefined) {
      const message = `network: this computer stands in no ${body.network}; only its own networks are looked through`;
      return refuse('input.invalid', message);
    }
    const hosts = hostsOf(body.network).slice(body.from, body.from + body.count);
    const asked = hosts.filter((host) => host !== own.own);
    const { port } = body;
    const heard = await Promise.all(
      asked.map((host) => surroundings.accepts({ host, port }, acceptMs, signal)),
    );
    return ok(asked.filter((_, at) => heard[at] === true));
  }

  describe(body: DeviceBody): Result<DeviceDto> {
    const described = this.#described(body);
    if (!described.ok) return described;
    const { settings, streams } = described.value.description;
    const channels = streams.flatMap((stream) =>
      stream.channels.map((channel) => ({
        id: channel.id,
        field: channelField(channel),
        label: channel.label,
        quantity: channel.quantity,
      })),
    );
    const intervalS = Math.min(...streams.map((stream) => stream.intervalS));
    return ok({ settings: { ...settings }, intervalS, channels });
  }

  async test(body: DeviceBody, signal: AbortSignal): Promise<Result<DeviceReportDto>> {
    const described = this.#described(body);
    if (!described.ok) return described;
    const { kind, description } = described.value;
    const { settings, streams } = description;
    try {
      const device = kind.create(settings, this.#clockFor(description));
      const report = await device.reading.test(signal);
      const { sample } = report;
      const stream = streams.find((known) => known.stream === sample?.stream);
      const seen = sample === null || stream === undefined ? null : channelsView(sample, stream);
      return ok({ ok: report.ok, steps: [...report.steps], sample: seen, code: null });
    } catch (error) {
      const { code, message } = ArtisanError.accept(error);
      return ok({ ...failed(message), code });
    }
  }

  /** Hands on what the device says until it ends, the signal says so, or nobody can still be looking. */
  async watch(
    body: DeviceBody,
    tell: (line: WatchLine) => void,
    signal: AbortSignal,
  ): Promise<Result<null>> {
    const described = this.#described(body);
    if (!described.ok) return described;
    if (this.#watched >= watchedMax) {
      return refuse(
        'request.conflict',
        `${watchedMax} devices are watched already; close a screen`,
      );
    }
    const { kind, description } = described.value;
    this.#watched += 1;
    const end = new AbortController();
    const stop = (): void => end.abort();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    this.#deps.clock.sleep(watchMsMax, end.signal).then(stop, () => undefined);
    try {
      const device = kind.create(description.settings, this.#clockFor(description));
      const sink = watchSink(description.streams, tell);
      if (!end.signal.aborted) await device.reading.run(sink, end.signal);
      tell({ kind: 'ended', code: 'request.conflict', message: 'Nobody was looking any more.' });
    } catch (error) {
      // Whoever looks is told how it ended, also by a defect of the driver.
      const code = error instanceof ArtisanError ? error.code : 'defect.invariant';
      tell({
        kind: 'ended',
        code,
        message: error instanceof Error ? error.message : String(error),
      });
    } finally {
      this.#watched -= 1;
      signal.removeEventListener('abort', stop);
      stop();
    }
    return ok(null);
  }

  #described({ driver, settings }: DeviceBody): Result<Described> {
    const kind = this.#deps.drivers.find(({ name }) => name === driver);
    if (kind === undefined) return refuse('driver.unknown', `no driver is called "${driver}"`);
    const description = kind.describe(settings);
    return description.ok ? ok({ kind, description: description.value }) : description;
  }

  /** An axis of its own, which begins now and runs at the rate of the device. */
  #clockFor({ clockRate }: DeviceDescription): Clock {
    const { clock } = this.#deps;
    const systemWallMs = clock.wallMs();
    return scaledClock(clock, {
      rate: clockRate,
      systemMonoUs: clock.monoUs(),
      systemWallMs,
      sourceMonoUs: clock.monoUs(),
      sourceWallMs: systemWallMs,
    });
  }
}

function failed(message: string): Omit<DeviceReportDto, 'code'> {
  return {
    ok: false,
    steps: [{ name: 'Open the line', ok: false, detail: message }],
    sample: null,
  };
}

function nowhere(): { readonly ok: false; readonly code: ErrorCode; readonly message: string } {
  return refuse('request.not-found', 'this station cannot look around on its computer');
}
