import {
  btChannel,
  type ConfigurationId,
  etChannel,
  type LeverSpec,
  type Machine,
  type MachineId,
  makeId,
  type Source,
  type SourceId,
  type SourceStream,
  type StreamSpec,
  WallMs,
} from '@artisan-ts/domain';

const one = '1'.padStart(32, '0');

export const builtMachineId: MachineId = makeId('machine', one);
export const builtSourceId: SourceId = makeId('source', one);
export const builtConfigurationId: ConfigurationId = makeId('configuration', one);

/** BT and ET once a second. */
export const mainStream: StreamSpec = {
  stream: 'main',
  channels: [btChannel, etChannel],
  intervalS: 1,
};

/** The same, as the stream of the built source. */
export const builtStream: SourceStream = { ...mainStream, sourceId: builtSourceId };

/** A gas lever that a person logs. */
export const loggedBurner: LeverSpec = {
  id: 'burner',
  label: 'Burner',
  unit: '%',
  mode: 'logged',
  min: 0,
  max: 100,
  step: 5,
};

/** A source with one stream of BT and ET; say what matters to the test. */
export function buildSource(parts: Partial<Source> = {}): Source {
  return {
    id: builtSourceId,
    driver: 'tc4',
    settings: {},
    streams: [mainStream],
    clockRate: 1,
    ...parts,
  };
}

/** A measured machine with one source and one logged lever; say what matters to the test. */
export function buildMachine(
  parts: Partial<Omit<Machine, 'configuration'>> & {
    readonly configuration?: Partial<Machine['configuration']>;
  } = {},
): Machine {
  return {
    id: builtMachineId,
    name: 'Test drum',
    origin: 'measured',
    ...parts,
    configuration: {
      id: builtConfigurationId,
      sinceWallMs: WallMs(0),
      levers: [loggedBurner],
      closeAfterDropS: 900,
      sources: [buildSource()],
      ...parts.configuration,
    },
  };
}
