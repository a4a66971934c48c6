import type { SerialPortList } from '@artisan-ts/contracts';
import { useState } from 'react';
import { listPorts } from '#api/connect.ts';
import { reasonText } from '#api/request.ts';
import { Action } from '#parts/Action.tsx';
import { OpenHelpCard } from '#screens/connect/OpenHelpCard.tsx';
import { openHelp } from '#screens/connect/open-help.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** The serial ports of the station's computer, on request. Looking opens none of them. */
export function FindPorts(props: { readonly onChoose: (path: string) => void }) {
  const [found, setFound] = useState<SerialPortList | null>(null);
  const [problem, setProblem] = useState('');
  const look = async () => {
    setProblem('');
    try {
      setFound(await listPorts());
    } catch (error) {
      setProblem(reasonText(error));
    }
  };
  const help =
    found === null
      ? null
      : found.items.length === 0
        ? openHelp('none', found.platform)
        : found.items.some(({ mayOpen }) => !mayOpen)
          ? openHelp('driver.port-denied', found.platform)
          : null;
  return (
    <div className={cx('find')}>
      <Action onClick={() => void look()}>
        {found === null ? 'Show the serial ports' : 'Look again'}
      </Action>
      <div role="status">
        {found === null ? null : found.items.length === 0 ? (
          <p className={cx('quiet')}>No serial port on the station&rsquo;s computer.</p>
        ) : (
          <ul className={cx('found')}>
            {found.items.map(({ path, label, mayOpen }) => (
              <li key={path}>
                <Action onClick={() => props.onChoose(path)}>{path}</Action>
                <span className={cx('quiet')}>
                  {label}
                  {mayOpen ? '' : ' \u00b7 may not be opened yet'}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
      {help === null ? null : <OpenHelpCard help={help} />}
    </div>
  );
}
