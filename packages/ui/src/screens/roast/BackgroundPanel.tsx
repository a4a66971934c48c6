import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listRoasts } from '#api/roasts.ts';
import { dateText } from '#display/format.ts';
import { Action } from '#parts/Action.tsx';
import { ImportAction } from '#parts/ImportAction.tsx';
import { Panel } from '#parts/Panel.tsx';
import { useFileDrop } from '#parts/use-file-drop.ts';
import { setPreferences, usePreferences } from '#preferences/preferences.ts';
import { useBackground } from '#roasting/use-background.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './TopPanels.module.css';

const cx = classNames(styles);
const rows = 8;

/** The reference behind the roast: which one, whether it is shown, and the way to another. */
export function BackgroundPanel(props: {
  /** Arrow keys move it here. */
  readonly hasArrows?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const { background, isShown, error } = useBackground();
  const dropped = useFileDrop();
  useEffect(() => setOpen(dropped !== null), [dropped]);
  const shiftC = usePreferences(({ backgroundShiftC }) => backgroundShiftC);
  const name = background ? background.scene.title : 'none';
  const choose = (backgroundId: string | null) => {
    setPreferences({ backgroundId, showBackground: true, backgroundShiftC: 0 });
    setOpen(false);
  };
  return (
    <Panel
      label="Reference"
      open={isOpen}
      onOpenChange={setOpen}
      triggerClass={cx('trigger', 'names')}
      trigger={`Reference: ${name}${background && !isShown ? ' (hidden)' : ''}`}
    >
      <h2 className={cx('heading')}>Reference, aligned at charge</h2>
      {background && props.hasArrows ? (
        <p className={cx('note')}>↑ ↓ move it by a degree, while no lever is selected.</p>
      ) : null}
      <ReferenceChoice chosenId={background?.roast.id ?? null} onChoose={choose} />
      <div className={cx('actions')}>
        <ImportAction
          label="Import a file"
          dropped={dropped}
          onImported={(roast) => choose(roast.id)}
        />
        {background ? (
          <>
            <Action onClick={() => setPreferences({ showBackground: !isShown })}>
              {isShown ? 'Hide' : 'Show'} <kbd>B</kbd>
            </Action>
            {shiftC === 0 ? null : (
              <Action onClick={() => setPreferences({ backgroundShiftC: 0 })}>Move back</Action>
            )}
            <Action onClick={() => choose(null)}>None</Action>
          </>
        ) : null}
      </div>
      {error ? <p className={cx('problem')}>{error.message}</p> : null}
    </Panel>
  );
}

function ReferenceChoice(props: {
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const [search, setSearch] = useState('');
  const usedId = usePreferences(({ backgroundId }) => backgroundId);
  const { data, isPending } = useQuery({
    queryKey: ['roasts', 'references', search],
    queryFn: () => listRoasts({ search, cursor: null, limit: rows }),
  });
  const items = (data?.items ?? []).filter((roast) => roast.closeReason !== null);
  return (
    <>
      <input
        className={cx('search')}
        type="search"
        placeholder="Search saved roasts"
        aria-label="Search saved roasts"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul className={cx('list')}>
        {items.map((roast) => (
          <li key={roast.id}>
            <button
              type="button"
              className={cx('item')}
              aria-pressed={roast.id === (props.chosenId ?? usedId)}
              onClick={() => props.onChoose(roast.id)}
            >
              <span className={cx('name')}>{roast.title}</span>
              <span className={cx('when')}>{dateText(roast.startedWallMs)}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length === 0 && !isPending ? (
        <p className={cx('note')}>
          {search ? 'No roast has these words.' : 'Saved roasts will be here. Or import one.'}
        </p>
      ) : null}
    </>
  );
}
