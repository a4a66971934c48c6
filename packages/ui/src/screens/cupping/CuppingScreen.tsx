import type { CuppingDto } from '@artisan-ts/contracts';
import { formLabels } from '@artisan-ts/domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  addTaster,
  changeCupping,
  readCupping,
  reblindCupping,
  revealCupping,
} from '#api/cuppings.ts';
import { learnAnswer } from '#api/learn-answer.ts';
import { reasonText } from '#api/request.ts';
import { Action, actionClass } from '#parts/Action.tsx';
import { AddByName } from '#parts/AddByName.tsx';
import { KeptField } from '#parts/KeptField.tsx';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { Results } from '#screens/cupping/Results.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './CuppingScreen.module.css';

const cx = classNames(styles);
/** How often the table looks how far everybody is. */
const lookEveryMs = 3000;

type Change = (asked: Promise<CuppingDto>) => Promise<string | null>;

/** One cupping: codes and progress while it is blind, results afterwards. */
export function CuppingScreen() {
  const { cuppingId = '' } = useParams({ strict: false });
  const queries = useQueryClient();
  const queryKey = ['cuppings', cuppingId];
  const { data: cupping, error } = useQuery({
    queryKey,
    queryFn: () => readCupping(cuppingId),
    // Whoever comes back from tasting wants to see that it counted.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.isBlind ? lookEveryMs : false),
  });
  const [problem, setProblem] = useState<string | null>(null);
  const take: Change = async (asked) => {
    try {
      await learnAnswer(queries, queryKey, await asked);
      await queries.invalidateQueries({ queryKey: ['cuppings', 'list'] });
      await queries.invalidateQueries({ queryKey: ['cuppings', 'of'] });
      return null;
    } catch (refused) {
      return reasonText(refused);
    }
  };
  return (
    <ScreenPage title={cupping?.title ?? 'Cupping'} parent={<Link to="/cuppings">Cuppings</Link>}>
      <div className={cx('column')}>
        {(error ?? problem) ? (
          <p role="alert" className={cx('problem')}>
            {error?.message ?? problem}
          </p>
        ) : null}
        {cupping?.isBlind ? <Table cupping={cupping} /> : null}
        {cupping && (!cupping.isBlind || cupping.round > 0) ? <Results cupping={cupping} /> : null}
      </div>
      {cupping ? (
        <div className={cx('column')}>
          <Course cupping={cupping} onChange={async (asked) => setProblem(await take(asked))} />
          <Tasters cupping={cupping} take={take} />
          <KeptField
            label="Notes on this cupping"
            isLong
            value={cupping.notes}
            onKeep={(notes) => take(changeCupping(cupping.id, { notes }))}
          />
          <Action
            weight="quiet"
            onClick={() =>
              void take(changeCupping(cupping.id, { isArchived: !cupping.isArchived })).then(
                setProblem,
              )
            }
          >
            {cupping.isArchived ? 'Bring this cupping back' : 'Put this cupping away'}
          </Action>
        </div>
      ) : null}
    </ScreenPage>
  );
}

/** The codes to write on the cups, in order: the order says nothing about what is in them. */
function Table({ cupping }: { readonly cupping: CuppingDto }) {
  const isTriangle = cupping.form === 'triangle';
  return (
    <section aria-label="Codes" className={cx('group')}>
      <h2 className={cx('title')}>{isTriangle ? 'Three cups each' : 'Codes for the cups'}</h2>
      {isTriangle ? (
        <p className={cx('quiet')}>
          Every triangle has codes of its own, which stand on the sheet for pouring.
        </p>
      ) : (
        <ol className={cx('codes')}>
          {cupping.samples.map(({ id, code }) => (
            <li key={id}>{code}</li>
          ))}
        </ol>
      )}
      <p className={cx('quiet')}>
        {formLabels[cupping.form]}
        {isTriangle ? '' : `, ${cupping.cups} cups of each`}. What is in the cups is told when they
        are revealed, and to who pours.
      </p>
      <Link
        to="/cuppings/$cuppingId/pouring"
        params={{ cuppingId: cupping.id }}
        className={actionClass('secondary')}
      >
        I pour and do not taste: show what goes where
      </Link>
    </section>
  );
}

/** What can be done with the round: one thing at a time. */
function Course(props: {
  readonly cupping: CuppingDto;
  readonly onChange: (asked: Promise<CuppingDto>) => void;
}) {
  const { cupping, onChange } = props;
  const [isSure, setSure] = useState(false);
  const waiting = cupping.tasters.filter(({ done, of }) => done < of);
  if (!cupping.isBlind) {
    return (
      <section aria-label="Round" className={cx('group')}>
        <h2 className={cx('title')}>Taste again</h2>
        <p className={cx('quiet')}>A new round has other codes and empty sheets; this one stays.</p>
        <Action onClick={() => onChange(reblindCupping(cupping.id))}>Begin a new round</Action>
      </section>
    );
  }
  return (
    <section aria-label="Round" className={cx('group')}>
      <h2 className={cx('title')}>
        {waiting.length === 0 ? 'Everybody is done' : `Waiting for ${waiting.length}`}
      </h2>
      {isSure || waiting.length === 0 ? (
        <div className={cx('actions')}>
          <Action weight="primary" onClick={() => onChange(revealCupping(cupping.id))}>
            {waiting.length === 0 ? 'Reveal the cups' : 'Reveal, scores end here'}
          </Action>
          {isSure ? <Action onClick={() => setSure(false)}>Not yet</Action> : null}
        </div>
      ) : (
        <div className={cx('actions')}>
          <Action onClick={() => setSure(true)}>Reveal the cups</Action>
          <Action weight="quiet" onClick={() => onChange(reblindCupping(cupping.id))}>
            New codes
          </Action>
        </div>
      )}
    </section>
  );
}

function Tasters(props: { readonly cupping: CuppingDto; readonly take: Change }) {
  const { cupping, take } = props;
  return (
    <section aria-label="Tasters" className={cx('group')}>
      <h2 className={cx('title')}>Tasters</h2>
      <p className={cx('quiet')}>
        Everybody opens their own page, on any telephone that reaches this station.
      </p>
      <ul className={cx('tasters')}>
        {cupping.tasters.map((taster) => (
          <li key={taster.id} className={cx('row')}>
            <div>
              <span className={cx('name')}>{taster.name}</span>
              <p className={cx('quiet')}>
                {taster.done} of {taster.of}
              </p>
            </div>
            <Link
              to="/cuppings/$cuppingId/tasters/$tasterId"
              params={{ cuppingId: cupping.id, tasterId: taster.id }}
              className={actionClass('secondary')}
            >
              {cupping.isBlind ? `Taste as ${taster.name}` : `Sheets of ${taster.name}`}
            </Link>
          </li>
        ))}
      </ul>
      <AddByName
        label="Name of somebody who joins"
        placeholder="Somebody joins"
        action="Add"
        maxLength={100}
        onAdd={(name) => take(addTaster(cupping.id, name))}
      />
    </section>
  );
}
