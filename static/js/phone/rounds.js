// Open rounds as this seat sees them. Pure: no page, no clock of its own.

/** The rounds that are open for the seats, where this seat may score, with the subjects it has not scored yet. */
export function openRounds(rounds, me) {
  if (!me?.rights.includes('score')) return []
  return (rounds?.rounds ?? [])
    .filter((round) => round.audience === 'seats' && round.state === 'open')
    .map((round) => ({ ...round, todo: round.subjects.filter((each) => !isCast(me, round.id, each.subject_id)) }))
}

/** Whether this seat's ballot for the subject is in. */
export function isCast(me, roundId, subjectId) {
  return me.cast.some(([round, subject]) => round === roundId && subject === subjectId)
}

/** open, then grace (only who has begun may still send), then over. Without a deadline a round is open. */
export function phaseOf(round, now) {
  if (round.ends_at === null || now < round.ends_at) return 'open'
  return now < round.closes_at ? 'grace' : 'over'
}

/** The items of a form with 总体评价 last, as they stand on the sheet. */
export function itemsOf(form) {
  return [...form.items.filter((item) => !item.overall), ...form.items.filter((item) => item.overall)]
}

/** The keys of the items that have no grade yet. */
export function missing(form, grades = {}) {
  return itemsOf(form).filter((item) => !(item.key in grades)).map((item) => item.key)
}

/** How many grades of each name stand on a sheet: 优秀 2、良好 3 */
export function summary(form, grades) {
  const given = form.items.filter((item) => !item.overall).map((item) => grades[item.key])
  return form.grades
    .map((grade) => [grade.name, given.filter((key) => key === grade.key).length])
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join('、')
}

/** The names of the grades that carry no score, and how many items got one. */
export function unscored(form, grades) {
  const none = form.grades.filter((grade) => grade.value === null).map((grade) => grade.key)
  return form.items.filter((item) => none.includes(grades[item.key])).length
}
