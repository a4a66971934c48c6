import type { RoastRowDto } from '@artisan-ts/contracts';
import { type CuppingForm, cuppingForms, formLabels } from '@artisan-ts/domain';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addCupping } from '#api/cuppings.ts';
import { reasonText } from '#api/request.ts';
import { listRoasts } from '#api/roasts.ts';
import { dateText } from '#display/format.ts';
import { Action } from '#parts/Action.tsx';
import { Choice } from '#parts/Choice.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './CuppingScreen.module.css';

const cx = classNames(styles);
const roastsShown = 30;

const formHelp: Readonly<Record<CuppingForm, string>> = {
  sca2004: 'Ten attributes, 6 to 10; the score of 80 and above that everybody knows.',
  cva: 'How strong, which words, and how much you like it, apart from each other.',
  triangle: 'Two coffees, three cups, one of them odd: can anybody tell them apart?',
};

/** Sets up a cupping: what stands on the table, by which form, who tastes. */
export function NewCupping(props: { readonly roastId: string | null }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [form, setForm] = useState<CuppingForm>('sca2004');
  const [chosen, setChosen] = useState<readonly string[]>(
    props.roastId === null ? [] : [props.roastId],
  );
  const [others, setOthers] = useState('');
  const [tasters, setTasters] = useState('');
  const [cups, setCups] = useState('5');
  const [problem, setProblem] = useState('');
  const names = listed(others);
  const people = listed(tasters);
  const samples = [...chosen.map((roastId) => ({ roastId })), ...names.map((name) => ({ name }))];
  const lacks = lackOf(form, samples.length, people.length);
  const begin = async () => {
    try {
      const { id: cuppingId } = await addCupping({
        title: title.trim() || `Cupping, ${dateText(Date.now())}`,
        form,
        samples,
        tasters: [...people],
        cups: Number(cups),
      });
      await queries.invalidateQueries({ queryKey: ['cuppings'] });
      await navigate({ to: '/cuppings/$cuppingId', params: { cuppingId } });
    } catch (error) {
      setProblem(reasonText(error));
    }
  };
  return (
    <form
      className={cx('column', 'setup')}
      aria-label="Set up a cupping"
      onSubmit={(event) => {
        event.preventDefault();
        if (lacks === null) void begin();
        else setProblem(lacks);
      }}
    >
      <h2 className={cx('title')}>Set up a cupping</h2>
      <label className={cx('field')}>
        <span>Title</span>
        <input
          value={title}
          maxLength={100}
          placeholder={`Cupping, ${dateText(Date.now())}`}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <Choice<CuppingForm>
        label="Form"
        value={form}
        options={cuppingForms.map((value) => ({ value, label: shortLabels[value] }))}
        hint={`${formLabels[form]}. ${formHelp[form]}`}
        onChange={setForm}
      />
      <RoastChoice chosen={chosen} onChange={setChosen} />
      <label className={cx('field')}>
        <span>Other samples, separated by commas</span>
        <input
          value={others}
          placeholder="House blend, competitor"
          onChange={(event) => setOthers(event.target.value)}
        />
      </label>
      <label className={cx('field')}>
        <span>Who tastes, separated by commas</span>
        <input
          value={tasters}
          placeholder="Ada, Ben"
          onChange={(event) => setTasters(event.target.value)}
        />
      </label>
      <label className={cx('field')}>
        <span>{form === 'triangle' ? 'Triangles for each taster' : 'Cups of each sample'}</span>
        <input
          type="number"
          min={1}
          max={12}
          value={cups}
          onChange={(event) => setCups(event.target.value)}
        />
      </label>
      <div className={cx('head')}>
        <p className={cx('quiet')}>
          {samples.length} {samples.length === 1 ? 'sample' : 'samples'}, {people.length}{' '}
          {people.length === 1 ? 'taster' : 'tasters'}
        </p>
        <Action type="submit" weight="primary">
          Begin blind
        </Action>
      </div>
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
    </form>
  );
}

const shortLabels: Readonly<Record<CuppingForm, string>> = {
  sca2004: 'SCA 2004',
  cva: 'SCA CVA',
  triangle: 'Triangle',
};

function RoastChoice(props: {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  const { chosen, onChange } = props;
  const [search, setSearch] = useState('');
  const { data } = useQuery({
    queryKey: ['roasts', 'to cup', search],
    queryFn: () => listRoasts({ search, cursor: null, limit: roastsShown }),
    placeholderData: keepPreviousData,
  });
  const roasts = (data?.items ?? []).filter(({ closeReason }) => closeReason !== null);
  return (
    <fieldset className={cx('roasts')}>
      <legend>Roasts on the table</legend>
      <input
        type="search"
        aria-label="Search roasts to cup"
        placeholder="Search roasts"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul>
        {roasts.map((roast: RoastRowDto) => (
          <li key={roast.id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(roast.id)}
                onChange={({ target }) =>
                  onChange(
                    target.checked
                      ? [...chosen, roast.id]
                      : chosen.filter((each) => each !== roast.id),
                  )
                }
              />
              <span>{roast.title || 'Untitled roast'}</span>
              <span className={cx('quiet')}>{dateText(roast.startedWallMs)}</span>
            </label>
          </li>
        ))}
        {data && roasts.length === 0 ? (
          <li className={cx('quiet')}>No finished roast here; name other samples below.</li>
        ) : null}
      </ul>
    </fieldset>
  );
}

function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function lackOf(form: CuppingForm, samples: number, people: number): string | null {
  if (form === 'triangle' && samples !== 2) return 'A triangle test compares exactly two samples.';
  if (samples === 0) return 'Put at least one sample on the table.';
  return people === 0 ? 'Say who tastes.' : null;
}
