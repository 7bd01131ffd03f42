// Whose comment on a subject is still awaited. Pure: no page, no state.

/** The rows of `commentators` that have not all written on the subject, each with `lacking`, how many. */
export function awaited(commentators, subjectId) {
  return commentators
    .map((row) => ({ ...row, lacking: row.seats - (row.written[subjectId] ?? 0) }))
    .filter((row) => row.lacking > 0);
}

/** What the host may do about it: those who are here may write or speak, the others are not here. */
export function awaitedWords({ name, present }) {
  if (present) return '还没有提交，可以口头点评';
  return name ? '没有签到' : '都没有签到';
}
