import styles from './NoRoasts.module.css';

/** Says what will be here and how to get it. */
export function NoRoasts(props: { readonly search: string }) {
  return (
    <div className={styles['empty']}>
      {props.search ? (
        <p>No roast has the words “{props.search}”.</p>
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
