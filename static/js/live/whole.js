// Sections of phones are cut at 8 KB; `left_out` says of which the rest must be fetched (docs/protocol.md). Pure.

const KEY = {
  agenda: (row) => row.item_id,
  results: (row) => `${row.round_id} ${row.subject_id}`,
  comments: (row) => row.id,
}

/**
 * The names of the sections of which something is left out.
 *
 * @param {object} sections as held
 */
export function leftOut(sections) {
  const named = { ...sections.rounds?.left_out }
  if (Object.keys(sections.me?.left_out ?? {}).length) named.me = 1
  return Object.keys(named)
}

/**
 * A section as whole as it can be told: the one fetched if it is of the same revision, else the newer cut one with what
 * only the older whole has, until that is fetched anew.
 *
 * @param {string} name
 * @param {object|object[]|null} cut as held
 * @param {number} rev at which it is held
 * @param {{rev: number, value: object|object[]}|undefined} whole
 */
export function completed(name, cut, rev, whole) {
  if (!whole || !cut) return cut
  if (whole.rev === rev) return whole.value
  const joined = JOINED[name] ?? ((newer, older) => unite(newer, older, KEY[name]))
  return joined(cut, whole.value)
}

const byId = (row) => row.id

const JOINED = {
  meeting: (cut, whole) => ({ ...cut, subjects: unite(cut.subjects, whole.subjects, byId) }),
  rounds: (cut, whole) => ({
    ...cut,
    rounds: unite(cut.rounds, whole.rounds, byId),
    forms: { ...whole.forms, ...cut.forms },
  }),
  me: (cut, whole) => ({
    ...cut,
    ...Object.fromEntries(['questions', 'notes', 'comments'].map((name) => [name, unite(cut[name], whole[name], byId)])),
  }),
}

/** The rows of both in the order of the older whole, then what is new; where both have one, the newer. */
function unite(newer, older, key) {
  const fresh = new Map(newer.map((row) => [key(row), row]))
  const known = older.map((row) => {
    const found = fresh.get(key(row)) ?? row
    fresh.delete(key(row))
    return found
  })
  return [...known, ...fresh.values()]
}
