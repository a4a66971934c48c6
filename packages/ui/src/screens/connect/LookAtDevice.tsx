import type { DeviceBody, DeviceChannelDto } from '@artisan-ts/contracts';
import { CheckProbes } from '#screens/connect/CheckProbes.tsx';
import type { ChannelNames } from '#screens/connect/channel-names.ts';
import { ReadDevice } from '#screens/connect/ReadDevice.tsx';
import { useWatchedDevice } from '#screens/connect/use-watched-device.ts';

/** The two steps in which the device is watched: it is opened once for both, and let go when they are left. */
export function LookAtDevice(props: {
  readonly step: 'read' | 'check';
  readonly device: DeviceBody;
  readonly channels: readonly DeviceChannelDto[];
  readonly names: ChannelNames;
  readonly onNames: (names: ChannelNames) => void;
  readonly onStep: (step: 'reach' | 'read' | 'check' | 'finish') => void;
}) {
  const { step, onStep, device, ...parts } = props;
  const watched = useWatchedDevice(device);
  const isRead = watched.report !== 'testing' && watched.report.ok;
  const hasProbes = parts.channels.some(({ quantity }) => quantity === 'temperature');
  return step === 'read' ? (
    <ReadDevice
      {...parts}
      watched={watched}
      onBack={() => onStep('reach')}
      onNext={() => onStep(isRead && hasProbes ? 'check' : 'finish')}
    />
  ) : (
    <CheckProbes
      {...parts}
      watched={watched}
      onBack={() => onStep('read')}
      onNext={() => onStep('finish')}
    />
  );
}
