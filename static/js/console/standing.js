// Whether what a deed left behind still stands. Pure: no page, no state.

/**
 * `expect` names sections with what must be found in them: an object by its fields, a list by rows with such fields, or
 * null: {stage: {item_id, stage}, questions: [{id, state}], notice: null}. `known` gives each section by its name.
 */
export function stands(expect, known) {
  return Object.entries(expect).every(([name, wanted]) => fits(wanted, known(name)));
}

function fits(wanted, found) {
  if (wanted === null) return (found ?? null) === null;
  if (Array.isArray(wanted)) return wanted.every((row) => (found ?? []).some((one) => fits(row, one)));
  return Boolean(found) && Object.entries(wanted).every(([key, value]) => (found[key] ?? null) === value);
}
