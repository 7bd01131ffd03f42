// Read one picture: `view` is {scene, subjectId, sections, figures}. Pure, no clock, no page.
import { leftMs, clockState, mmss } from '../live/clock.js'
import { STAGE_NAMES, nextStageWords, spaced } from './words.js'

const MINUTE = 60_000

export function subjectOf(view, id = view.subjectId) {
  return view.sections.meeting.subjects.find((subject) => subject.id === id) ?? null
}

/** The agenda's item that runs now, or null before the start and after the close. */
export function itemNow({ sections: { agenda, stage } }) {
  return agenda.find((item) => item.item_id === stage.item_id) ?? null
}

/** The item in which the picture's subject is heard; what runs now where there is none. */
export function itemOf(view) {
  const own = view.sections.agenda.find((item) => item.kind === 'subject' && item.subject_ids[0] === view.subjectId)
  return own ?? itemNow(view)
}

/** Whether the clocks of the stage belong to this picture. */
export function isRunning(view) {
  const item = itemNow(view)
  return item !== null && (view.subjectId === null || view.sections.stage.subject_id === view.subjectId)
}

/** 第 2 位 / 共 4 位, in the order of hearing. */
export function turnWords(view) {
  const heard = heardOrder(view)
  const at = heard.indexOf(view.subjectId)
  return at < 0 ? '' : `第 ${at + 1} 位 / 共 ${heard.length} 位`
}

/** Who is heard after this subject, or null. */
export function nextSubject(view) {
  const heard = heardOrder(view)
  const at = heard.indexOf(view.subjectId)
  const done = view.sections.agenda.filter((item) => item.done).flatMap((item) => item.subject_ids)
  return at < 0 ? null : subjectOf(view, heard.slice(at + 1).find((id) => !done.includes(id)))
}

function heardOrder({ sections: { agenda, meeting } }) {
  const heard = agenda.filter((item) => item.kind === 'subject').map((item) => item.subject_ids[0])
  return heard.length ? heard : meeting.subjects.map((subject) => subject.id)
}

/** The stages of the picture's item with what became of each: [{stage, name, minutes, state: done | now | next}]. */
export function rail(view) {
  const item = itemOf(view)
  if (!item) return []
  const { item_id: runs, stage } = view.sections.stage
  const at = item.item_id === runs ? item.stages.findIndex((one) => one.stage === stage) : -1
  return item.stages.map((one, i) => ({
    ...one,
    name: STAGE_NAMES[one.stage] ?? item.title,
    state: i === at ? 'now' : i < at || (at < 0 && item.done) ? 'done' : 'next',
  }))
}

/** What comes after what runs now: a stage, a person, an item; '' at the end. */
export function nextWords(view) {
  const item = itemNow(view)
  if (!item) return ''
  const at = item.stages.findIndex((one) => one.stage === view.sections.stage.stage)
  const stage = item.stages[at + 1]
  return stage ? nextStageWords(stage.stage) : nextItemWords(view, item)
}

export function nextItemWords(view, item = itemNow(view)) {
  const next = view.sections.agenda.slice(view.sections.agenda.indexOf(item) + 1).find((each) => !each.done)
  if (!item || !next) return ''
  const subject = next.kind === 'subject' ? subjectOf(view, next.subject_ids[0]) : null
  return subject ? `下一位：${subject.name}` : `下一环节：${spaced(next.title)}`
}

/**
 * What the clock of the stage says at `now`, or null where no time is set.
 *
 * @returns {{state: 'run'|'last'|'over', digits: string, label: string, share: number}|null} `share` is what is left, 0 to 1
 */
export function stageClock(view, now) {
  const { stage, meeting } = view.sections
  const minutes = itemNow(view)?.stages.find((one) => one.stage === stage.stage)?.minutes ?? null
  const name = STAGE_NAMES[stage.stage] ?? ''
  if (stage.timer.state === 'idle') {
    return minutes ? reading(minutes * MINUTE, minutes * MINUTE, `${name}时间`) : null
  }
  const total = minutes ? minutes * MINUTE : null
  return reading(leftMs(stage.timer, now), total, `${name}剩余时间`, meeting.paused || stage.timer.state === 'paused')
}

/** The clock of the answer, or null. */
export function turnClock(view, now) {
  const { turn } = view.sections.stage
  return turn && reading(leftMs(turn, now), null, '答复剩余时间', turn.ends_at === null)
}

/** The clock of an open round: to its end, then through the grace for those who have begun; null where none is set. */
export function roundClock(round, paused, now) {
  if (!round || round.state !== 'open') return null
  const left = leftMs(round, now)
  if (left === null || paused || left > 0) return reading(left, null, '测评剩余时间', paused)
  return { ...reading(Math.max(round.closes_at - now, 0), null, '已开始的请尽快提交'), state: 'last' }
}

function reading(left, total, label, standing = false) {
  if (left === null) return null
  const state = clockState(left)
  const words = state === 'over' ? '已超时' : label
  return {
    state,
    digits: mmss(left),
    label: standing ? `${words}，已暂停` : words,
    share: total ? Math.min(Math.max(left / total, 0), 1) : 1,
  }
}
