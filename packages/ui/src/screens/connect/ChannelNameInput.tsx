import type { DeviceChannelDto } from '@artisan-ts/contracts';
import { useState } from 'react';
import { type ChannelName, channelRoles, typedName } from '#screens/connect/channel-names.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);
const ownName = 'own';
const asItSays = 'as it says';

/** What a channel of a device is called on the machine: a place in the roaster, as the device says, or in own words. */
export function ChannelNameInput(props: {
  readonly channel: DeviceChannelDto;
  readonly name: ChannelName;
  readonly onName: (name: ChannelName) => void;
}) {
  const { channel, name, onName } = props;
  const [isTyped, setTyped] = useState(false);
  const roles = channel.quantity === 'temperature' ? channelRoles : [];
  const role = roles.find(({ id }) => id === name.id);
  const isOwn = isTyped || (role === undefined && name.id !== channel.id);
  const choose = (value: string) => {
    setTyped(value === ownName);
    const chosen = roles.find(({ id }) => id === value);
    if (chosen !== undefined) onName({ id: chosen.id, label: chosen.label });
    else if (value === asItSays) onName({ id: channel.id, label: channel.label });
  };
  const hasOwnRole = roles.some(({ id }) => id === channel.id);
  return (
    <div className={cx('name')}>
      <select
        aria-label={`${channel.label} is called`}
        value={isOwn ? ownName : (role?.id ?? asItSays)}
        onChange={(event) => choose(event.target.value)}
      >
        {hasOwnRole ? null : <option value={asItSays}>{channel.label}</option>}
        {roles.map(({ id, means }) => (
          <option key={id} value={id}>
            {means}
          </option>
        ))}
        <option value={ownName}>A name of your own</option>
      </select>
      {isOwn ? (
        <input
          aria-label={`Your name for ${channel.label}`}
          defaultValue={name.label}
          maxLength={40}
          onChange={(event) => {
            if (event.target.value.trim() !== '') onName(typedName(event.target.value, channel.id));
          }}
        />
      ) : null}
    </div>
  );
}
