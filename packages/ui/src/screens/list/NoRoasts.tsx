import styles from './NoRoasts.module.css';

/** Says what will be here and how to get it. */
export function NoRoasts(props: { readonly search: string; readonly deleted: boolean }) {
  const { search, deleted } = props;
  return (
    <div className={styles['empty']}>
      {search ? (
        <p>
          No {deleted ? 'deleted ' : ''}roast has the words “{search}”.
        </p>
      ) : deleted ? (
        <p>No roast is deleted.</p>
      ) : (
        <>
          <h2>Roasts will be here</h2>
          <p>
            Each with its curve, as soon as it is charged. Roasts of other programs can be imported
            from their files.
          </p>
        </>
      )}
    </div>
  );
}
