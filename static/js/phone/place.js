// Where the meeting is, read from its sections. Pure: no page, no clock of its own.
import { STAGE_NAMES, STAGE_TITLES } from './words.js'

/** The subject with this id, or undefined. */
export function subjectOf(meeting, id) {
  return meeting?.subjects.find((subject) => subject.id === id)
}

/** The agenda's item that the meeting is at, or undefined. */
export function itemNow(agenda, stage) {
  return agenda?.find((item) => item.item_id === stage?.item_id)
}

/** 第 n 位，共 m 位: the item's place among those where somebody reports, or null. */
export function turnOf(agenda, item) {
  const reports = (agenda ?? []).filter((each) => each.kind === 'subject')
  const nth = reports.findIndex((each) => each.item_id === item?.item_id) + 1
  return nth ? { nth, of: reports.length } : null
}

/** The minutes set for the present stage, or null. */
export function minutesNow(agenda, stage) {
  return itemNow(agenda, stage)?.stages.find((each) => each.stage === stage.stage)?.minutes ?? null
}

/** What comes after the present stage: `{title, minutes}`, or null at the end. */
export function nextUp(meeting, agenda, stage) {
  const item = itemNow(agenda, stage)
  if (!item) return null
  const after = item.stages[item.stages.findIndex((each) => each.stage === stage.stage) + 1]
  if (after && STAGE_NAMES[after.stage]) return { title: STAGE_TITLES[after.stage], minutes: after.minutes }
  const next = agenda.slice(agenda.indexOf(item) + 1).find((each) => !each.done) // who was drawn forward has been heard
  if (!next) return null
  const subject = subjectOf(meeting, next.subject_ids[0])
  if (next.kind === 'subject' && subject) return { title: `${subject.name}述法`, minutes: next.stages[0]?.minutes ?? null }
  return { title: next.title, minutes: next.stages[0]?.minutes ?? null }
}

/** The subject that may be asked now: from the start of the item to the end of its inquiry. */
export function askable(meeting, stage) {
  if (meeting?.state !== 'running' || meeting.paused) return undefined
  if (!['reporting', 'inquiry'].includes(stage?.stage)) return undefined
  return subjectOf(meeting, stage.subject_id)
}

/** Whether one of the answers of the present item may be rated by this seat now. */
export function rateable(question, sections) {
  const { me, stage } = sections
  return (
    me.rights.includes('score') &&
    ['called', 'answered'].includes(question.state) &&
    question.subject_id === stage?.subject_id &&
    !me.rated.includes(question.id)
  )
}

/** Whether people are scored at the present place of the meeting. */
export function scoringHere({ agenda, stage }) {
  return stage?.stage === 'appraisal' || itemNow(agenda, stage)?.kind === 'appraisal'
}

/** The hall's rounds about those at the present place, the void ones aside. */
function roundsHere({ agenda, stage, rounds }) {
  const ids = itemNow(agenda, stage).subject_ids
  const about = (round) => round.subjects.some((each) => ids.includes(each.subject_id))
  return rounds.rounds.filter((round) => round.audience === 'seats' && round.state !== 'void' && about(round))
}

/** The round that is open at the present place, or undefined. */
export function roundHere(sections) {
  return scoringHere(sections) ? roundsHere(sections).find((round) => round.state === 'open') : undefined
}

/** none, open or over: what became of the hall's scoring at the present place. */
export function scoringState(sections) {
  if (!scoringHere(sections)) return 'none'
  if (roundHere(sections)) return 'open'
  return roundsHere(sections).length ? 'over' : 'none'
}

/** Whether seats may check in: from open to close. */
export function checkInOpen(meeting) {
  return meeting.state === 'open' || meeting.state === 'running'
}
