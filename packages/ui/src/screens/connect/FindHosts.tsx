import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listNetworks } from '#api/connect.ts';
import { Action } from '#parts/Action.tsx';
import { type HostSearch, useHostSearch } from '#screens/connect/use-host-search.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** Machines in the networks of the station, for one port, when a person says so for one network. */
export function FindHosts(props: {
  readonly port: number;
  readonly onChoose: (host: string) => void;
}) {
  const { port } = props;
  const [isAsked, setAsked] = useState(false);
  const networks = useQuery({
    queryKey: ['networks'],
    queryFn: listNetworks,
    enabled: isAsked,
  });
  const { search, begin, cancel } = useHostSearch(port);
  if (!isAsked) {
    return <Action onClick={() => setAsked(true)}>Look in the network</Action>;
  }
  return (
    <div className={cx('find')}>
      <p className={cx('quiet')}>
        Asks each address of one network whether something listens on port {port}. Nothing is sent
        to it, and no other port is tried.
      </p>
      {networks.error ? (
        <p className={cx('problem')} role="alert">
          {networks.error.message}
        </p>
      ) : null}
      {networks.data?.length === 0 ? (
        <p className={cx('quiet')}>
          The station&rsquo;s computer is in no network that can be looked through. Type the
          address.
        </p>
      ) : null}
      {search.state === 'searching' ? (
        <Action onClick={cancel}>Stop looking</Action>
      ) : (
        <div className={cx('actions')}>
          {networks.data?.map((each) => (
            <Action key={each.network} onClick={() => void begin(each)}>
              Look through {each.network}, port {port}
            </Action>
          ))}
        </div>
      )}
      <SearchState search={search} />
      <ul className={cx('found')}>
        {search.hosts.map((host) => (
          <li key={host}>
            <Action onClick={() => props.onChoose(host)}>{host}</Action>
          </li>
        ))}
      </ul>
    </div>
  );
}

function SearchState({ search }: { readonly search: HostSearch }) {
  const { state, asked, of, hosts, problem } = search;
  if (problem !== '') {
    return (
      <p className={cx('problem')} role="alert">
        {problem}
      </p>
    );
  }
  const count = `${hosts.length === 0 ? 'nobody' : hosts.length} found`;
  return (
    <div role="status">
      {state === 'searching' ? (
        <progress aria-label="Addresses asked" value={asked} max={of} className={cx('progress')} />
      ) : null}
      {state === 'idle' ? null : (
        <p className={cx('quiet')}>
          {asked} of {of} addresses asked, {count}
          {state === 'cancelled' ? '. Stopped.' : ''}
        </p>
      )}
    </div>
  );
}
