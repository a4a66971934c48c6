import type { DeviceChannelDto } from '@artisan-ts/contracts';
import { type ProbeTrace, roomVerdict, warmVerdict } from '@artisan-ts/roast';
import { useState } from 'react';
import { Action } from '#parts/Action.tsx';
import { Dot, type Tone } from '#parts/Dot.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { type ChannelNames, renamed } from '#screens/connect/channel-names.ts';
import { type CheckWords, roomWords, warmWords } from '#screens/connect/check-words.ts';
import { liveValueText } from '#screens/connect/live-value.ts';
import type { WatchedDevice, WatchedSample } from '#screens/connect/use-watched-device.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** A probe that is being warmed by hand, and when that began. */
interface Warming {
  readonly id: string;
  readonly sinceUs: number;
}

/** Are the probes what they are called? Judged against the room, and by a hand that warms one of them. */
export function CheckProbes(props: {
  readonly channels: readonly DeviceChannelDto[];
  readonly watched: WatchedDevice;
  readonly names: ChannelNames;
  readonly onNames: (names: ChannelNames) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}) {
  const { channels, names, onNames } = props;
  const { samples, ended } = props.watched;
  const unit = usePreferences((preferences) => preferences.unit);
  const [warming, setWarming] = useState<Warming | null>(null);
  const probes = channels.filter(({ quantity }) => quantity === 'temperature');
  const labelOf = (id: string) => names[id]?.label ?? id;
  const tracesOf = (from: readonly WatchedSample[]): readonly ProbeTrace[] =>
    probes.map(({ id, field }) => ({
      id,
      label: labelOf(id),
      valuesC: from.map((sample) => sample.channels[field] ?? null),
    }));
  // A probe that is being warmed is no witness of the room.
  const cold = samples.filter(({ monoUs }) => warming === null || monoUs <= warming.sinceUs);
  const warm =
    warming === null
      ? null
      : warmVerdict(
          tracesOf(samples.filter(({ monoUs }) => monoUs >= warming.sinceUs)),
          warming.id,
        );
  return (
    <form
      className={cx('step')}
      onSubmit={(event) => {
        event.preventDefault();
        props.onNext();
      }}
    >
      <h3>With the machine cold</h3>
      <Verdict words={roomWords(roomVerdict(tracesOf(cold.slice(-5))))} />
      <h3>With your hand</h3>
      <p className={cx('quiet')}>
        Only where a probe can be reached and is not hot. Press the one you warm, hold it, and watch
        which value rises.
      </p>
      <ul className={cx('probes')}>
        {probes.map((channel) => (
          <li key={channel.id}>
            <Action
              aria-pressed={warming?.id === channel.id}
              onClick={() => setWarming({ id: channel.id, sinceUs: samples.at(-1)?.monoUs ?? 0 })}
            >
              Warm {labelOf(channel.id)}
            </Action>
            <span className={cx('number')}>
              {liveValueText(channel, props.watched.latest, unit)}
            </span>
          </li>
        ))}
      </ul>
      {warm === null || warming === null ? null : (
        <Verdict words={warmWords(warm, labelOf(warming.id), labelOf, unit)} />
      )}
      {warm?.verdict === 'other' && warming !== null ? (
        <Action
          onClick={() => {
            const name = names[warming.id];
            if (name !== undefined) onNames(renamed(names, warm.probe, name));
            setWarming(null);
          }}
        >
          Swap the names of {labelOf(warming.id)} and {labelOf(warm.probe)}
        </Action>
      ) : null}
      {ended ? (
        <p className={cx('problem')} role="alert">
          {ended}
        </p>
      ) : null}
      <div className={cx('actions')}>
        <Action type="submit" weight="primary">
          Next
        </Action>
        <Action weight="quiet" onClick={props.onBack}>
          Back
        </Action>
      </div>
    </form>
  );
}

const tones: Readonly<Record<CheckWords['tone'], Tone>> = {
  good: 'true',
  look: 'unsure',
  waiting: 'quiet',
};

function Verdict({ words }: { readonly words: CheckWords }) {
  return (
    <div role="status" className={cx('verdict')}>
      <Dot tone={tones[words.tone]}>{words.words}</Dot>
    </div>
  );
}
