// Answers of the studio may overtake one another on their way.

/** Passes views on; null in place of one that a later one has overtaken on its way. */
export function makeNewer() {
  let latest = 0;
  return (view) => {
    if (!view || view.serial < latest) return null;
    latest = view.serial ?? latest;
    return view;
  };
}
