// The sheets being filled in: drafts that belong to their round, wiped when the ballot is in or the round is over.

/** The drafts of the score sheets on a shelf of drafts. */
export function createSheets(drafts) {
  const name = (roundId) => `sheet/${roundId}`
  const whole = (roundId) => drafts.draft(name(roundId)).value ?? { grades: {}, remarks: {} }

  /** `{grades: {item: grade}, remark}` of one person, empty where nothing is filled in. */
  function of(roundId, subjectId) {
    const sheet = whole(roundId)
    return { grades: sheet.grades[subjectId] ?? {}, remark: sheet.remarks[subjectId] ?? '' }
  }

  /** Note that scoring has begun, also by a sheet that was asked for and is untouched: from then on the grace after the deadline is this phone's too. */
  function begin(roundId) {
    if (!begun(roundId)) drafts.keep(name(roundId), whole(roundId))
  }

  function begun(roundId) {
    return drafts.draft(name(roundId)).value !== null
  }

  function grade(roundId, subjectId, item, key) {
    const sheet = whole(roundId)
    const grades = { ...sheet.grades, [subjectId]: { ...sheet.grades[subjectId], [item]: key } }
    drafts.keep(name(roundId), { ...sheet, grades })
  }

  function remark(roundId, subjectId, text) {
    const sheet = whole(roundId)
    drafts.keep(name(roundId), { ...sheet, remarks: { ...sheet.remarks, [subjectId]: text } })
  }

  /** Forget one person's grades (the ballot is in), or with no person the whole round's. */
  function forget(roundId, subjectId = null) {
    if (subjectId === null) return drafts.wipe(name(roundId))
    const { grades, remarks } = whole(roundId)
    drafts.keep(name(roundId), { grades: without(grades, subjectId), remarks: without(remarks, subjectId) })
  }

  /** The rounds that have a sheet begun on this phone. */
  function rounds() {
    return drafts.names().filter((each) => each.startsWith('sheet/')).map((each) => each.slice(6))
  }

  return { of, begin, begun, grade, remark, forget, rounds }
}

function without(object, key) {
  const { [key]: gone, ...rest } = object
  return rest
}
