import type { DeviceChannelDto, DeviceReportDto, SerialPortList } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { listPorts } from '#api/connect.ts';
import { Action } from '#parts/Action.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { ChannelNameInput } from '#screens/connect/ChannelNameInput.tsx';
import { type ChannelNames, renamed } from '#screens/connect/channel-names.ts';
import { liveValueText } from '#screens/connect/live-value.ts';
import { OpenHelpCard } from '#screens/connect/OpenHelpCard.tsx';
import { openHelp } from '#screens/connect/open-help.ts';
import type { WatchedDevice } from '#screens/connect/use-watched-device.ts';
import { TestSteps } from '#screens/machines/TestSteps.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** What the test found, every value as it comes, and what each is called on the machine. */
export function ReadDevice(props: {
  readonly channels: readonly DeviceChannelDto[];
  readonly watched: WatchedDevice;
  readonly names: ChannelNames;
  readonly onNames: (names: ChannelNames) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}) {
  const { channels, watched, names, onNames } = props;
  const { report, ended } = watched;
  const unit = usePreferences((preferences) => preferences.unit);
  const isRead = report !== 'testing' && report.ok;
  return (
    <form
      className={cx('step')}
      onSubmit={(event) => {
        event.preventDefault();
        props.onNext();
      }}
    >
      <TestSteps report={report} />
      {report === 'testing' || report.ok ? null : <Trouble report={report} />}
      {isRead ? (
        <table className={cx('values')}>
          <caption>As it comes from the device now</caption>
          <thead>
            <tr>
              <th scope="col">Says</th>
              <th scope="col">Value</th>
              <th scope="col">Is called here</th>
            </tr>
          </thead>
          <tbody>
            {channels.map((channel) => (
              <tr key={channel.id}>
                <th scope="row">{channel.label}</th>
                <td className={cx('number')}>{liveValueText(channel, watched.latest, unit)}</td>
                <td>
                  <ChannelNameInput
                    channel={channel}
                    name={names[channel.id] ?? channel}
                    onName={(name) => onNames(renamed(names, channel.id, name))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {ended ? (
        <p className={cx('problem')} role="alert">
          {ended}
        </p>
      ) : null}
      <div className={cx('actions')}>
        {isRead ? (
          <Action type="submit" weight="primary">
            Check the probes
          </Action>
        ) : null}
        {report !== 'testing' && (!report.ok || ended) ? (
          <Action onClick={watched.again}>Test again</Action>
        ) : null}
        <Action weight="quiet" onClick={props.onBack}>
          Back
        </Action>
        {report !== 'testing' && !report.ok ? (
          <Action weight="quiet" type="submit">
            Go on without readings
          </Action>
        ) : null}
      </div>
    </form>
  );
}

/** Help with the system, where that is what stands in the way. */
function Trouble({ report }: { readonly report: DeviceReportDto }) {
  const ports = useQuery({ queryKey: ['ports'], queryFn: listPorts });
  const platform: SerialPortList['platform'] = ports.data?.platform ?? 'other';
  const help = openHelp(report.code ?? codeIn(report), platform);
  return help === null ? null : <OpenHelpCard help={help} />;
}

/** Drivers tell of a line that cannot be opened in words alone; these are the words of the system. */
function codeIn({ steps }: DeviceReportDto): string | null {
  const words = steps.map(({ detail }) => detail).join(' ');
  // Of USB the driver itself knows the rule.
  if (words.includes('(USB ')) return null;
  if (/permission denied|not permitted/i.test(words)) return 'driver.port-denied';
  return /no such (file|device)|file not found/i.test(words) ? 'driver.port-missing' : null;
}
