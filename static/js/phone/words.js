// Words that several parts of the phone say, in one place. Pure: no page, no state.
import { hhmm, inBeijing } from '../live/clock.js'

export const STAGE_NAMES = { reporting: '述法', inquiry: '质询', commentary: '点评', appraisal: '测评' }
export const STAGE_TITLES = { reporting: '述法', inquiry: '质询与答复', commentary: '点评', appraisal: '测评打分' }
export const ROLE_NAMES = { participant: '代表', leader: '点评领导', expert: '评议组', reporter: '述法同志', observer: '列席督察' }

/** What became of a question: the chip's words and its colour. */
export const QUESTION_STATES = {
  pending: ['待审核', 'chip chip-wait'],
  approved: ['已采纳', 'chip chip-good'],
  rejected: ['未采纳', 'chip'],
  merged: ['已合并', 'chip'],
  called: ['已请答复', 'chip chip-now'],
  answered: ['已答复', 'chip chip-done'],
  withdrawn: ['已撤回', 'chip'],
}

/** The grades with which an answer is rated, best first; 不了解 apart. */
export const ANSWER_GRADES = [
  ['satisfied', '满意', 'g1'],
  ['mostly_satisfied', '基本满意', 'g2'],
  ['dissatisfied', '不满意', 'g4'],
  ['unknown', '不了解', 'g0'],
]

/** The promise of anonymity, one sentence everywhere. */
export function promise(me) {
  if (me?.subject_id) return '这是述法同志本人的席位，不参加评分。'
  return me?.name ? '系统知道这是您的席位；评分匿名，不与姓名相连。' : '票证随机抽取，系统不记录您是谁；评分匿名。'
}

/** The name of a category, by its key. */
export function categoryName(meeting, key) {
  return meeting?.categories.find((category) => category.key === key)?.name
}

/** Who sits here: 人大代表·匿名席位, or 述法同志·周明远. */
export function seatName(meeting, me) {
  const category = categoryName(meeting, me.category) ?? ROLE_NAMES[me.role]
  return `${category}·${sitterName(meeting, me)}`
}

/** The name on the slip, that of the one who reports, or 匿名席位. */
export function sitterName(meeting, me) {
  const reporter = me.subject_id && meeting?.subjects.find((subject) => subject.id === me.subject_id)
  return me.name || (reporter ? reporter.name : '匿名席位')
}

/** Unit and post as one line, without saying the unit's name twice. */
export function postOf(subject) {
  return subject ? `${subject.unit}${subject.post}` : ''
}

/** 12月8日（周二）14:30, in Beijing. */
export function dateAndTime(at) {
  const { month, day, weekday } = inBeijing(at)
  return `${month}月${day}日（周${weekday}）${hhmm(at)}`
}

/** The first twelve hex digits of a receipt, in fours. */
export function receiptCode(receipt) {
  return receipt.slice(0, 12).toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')
}

const FEW_TONES = { 1: [1], 2: [1, 4], 3: [1, 2, 4] }

/** The tone of a grade: g1 to g4 from best to worst, g0 for 不了解; three-grade scales skip the third. */
export function gradeTone(grades, key) {
  const scored = grades.filter((grade) => grade.value !== null)
  const index = scored.findIndex((grade) => grade.key === key)
  if (index < 0) return 0
  return (FEW_TONES[scored.length] ?? [1, 2, 3, 4])[Math.min(index, 3)]
}
