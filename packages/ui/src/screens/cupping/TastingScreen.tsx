import type { SheetDto } from '@artisan-ts/contracts';
import { progress, totalScore } from '@artisan-ts/roast';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Action } from '#parts/Action.tsx';
import { Dot } from '#parts/Dot.tsx';
import { ScoreSheet } from '#screens/cupping/ScoreSheet.tsx';
import { TriangleSheet } from '#screens/cupping/TriangleSheet.tsx';
import { useTasting } from '#screens/cupping/use-tasting.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './TastingScreen.module.css';

const cx = classNames(styles);

/** The page of one taster: one sample at a time, made for a telephone in a wet hand. */
export function TastingScreen() {
  const { cuppingId = '', tasterId = '' } = useParams({ strict: false });
  const tasting = useTasting(cuppingId, tasterId);
  const [at, setAt] = useState(0);
  const { page, sheets, error, unsaved } = tasting;
  if (!page) {
    return (
      <main className={cx('page')}>
        <p className={cx('quiet')}>{error?.message ?? 'Looking for the table'}</p>
      </main>
    );
  }
  const { cupping, taster } = page;
  const { form } = cupping;
  const sheet = sheets[Math.min(at, sheets.length - 1)];
  return (
    <main className={cx('page')}>
      <header className={cx('bar')}>
        <div>
          <h1 className={cx('title')}>{taster.name}</h1>
          <Link to="/cuppings/$cuppingId" params={{ cuppingId }} className={cx('quiet')}>
            {cupping.title}
          </Link>
        </div>
        <Dot tone={unsaved === '' ? 'true' : 'unsure'}>{unsaved === '' ? 'Saved' : unsaved}</Dot>
      </header>
      {cupping.isBlind ? null : (
        <p role="status" className={cx('over')}>
          The cups are revealed. Your sheets stay as they are.
        </p>
      )}
      {sheets.length === 0 ? (
        <p className={cx('quiet')}>Nothing is on the table for you in this round.</p>
      ) : null}
      <nav aria-label="Samples" className={cx('samples')}>
        {sheets.map((each, index) => (
          <button
            key={each.itemId}
            type="button"
            aria-current={each === sheet}
            className={cx('code', isDone(cupping, each) && 'done')}
            onClick={() => setAt(index)}
          >
            {each.code ?? `${index + 1}`}
          </button>
        ))}
      </nav>
      {sheet === undefined ? null : (
        <fieldset className={cx('sheet')} disabled={!cupping.isBlind}>
          <legend className={cx('hidden')}>{sheet.code ?? 'Triangle'}</legend>
          {form === 'triangle' ? (
            <TriangleSheet
              sheet={sheet}
              onTouch={(change) => tasting.touch(sheet.itemId, change)}
            />
          ) : (
            <ScoreSheet
              key={sheet.itemId}
              form={form}
              cups={cupping.cups}
              sheet={sheet}
              onTouch={(change) => tasting.touch(sheet.itemId, change)}
            />
          )}
        </fieldset>
      )}
      <footer className={cx('foot')}>
        <Action disabled={at === 0} onClick={() => setAt(at - 1)}>
          Before
        </Action>
        <span className={cx('total')}>{sheet === undefined ? '' : totalText(cupping, sheet)}</span>
        <Action weight="primary" disabled={at >= sheets.length - 1} onClick={() => setAt(at + 1)}>
          Next sample
        </Action>
      </footer>
    </main>
  );
}

type Cupping = NonNullable<ReturnType<typeof useTasting>['page']>['cupping'];

function isDone({ form, cups }: Cupping, sheet: SheetDto): boolean {
  if (form === 'triangle') return sheet.pick !== null;
  return totalScore(form, { scores: sheet.scores, cups: sheet.findings }, cups) !== null;
}

function totalText({ form, cups }: Cupping, sheet: SheetDto): string {
  if (form === 'triangle') return sheet.pick === null ? 'not picked' : `odd: ${sheet.pick}`;
  const total = totalScore(form, { scores: sheet.scores, cups: sheet.findings }, cups);
  const { done, of } = progress(form, sheet);
  return total === null ? `${done} of ${of}` : total.toFixed(2);
}
