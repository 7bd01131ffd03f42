// What the host's large button says and does, from where the meeting is; and how the meeting keeps to its plan.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alike } from '../../static/js/console/alike.js'
import { nextStep } from '../../static/js/console/next.js'
import { phonesShow } from '../../static/js/console/phones.js'
import { course, placeOf } from '../../static/js/console/place.js'
import { stands } from '../../static/js/console/standing.js'
import { lackingByCategory, roundOf, unpublished } from '../../static/js/console/rounds.js'

const MINUTE = 60_000
const subjects = [
  { id: 'a', name: '甲', unit: '一局', post: '局长', kind: 'government_department' },
  { id: 'b', name: '乙', unit: '二局', post: '局长', kind: 'government_department' },
]
const stages = (...names) => names.map((stage) => ({ stage, minutes: 10 }))
const agenda = [
  { item_id: '1', kind: 'subject', title: '甲', subject_ids: ['a'], stages: stages('reporting', 'inquiry', 'appraisal'), done: false },
  { item_id: '2', kind: 'subject', title: '乙', subject_ids: ['b'], stages: stages('reporting', 'appraisal'), done: false },
  { item_id: '3', kind: 'announcement', title: '结果公布', subject_ids: [], stages: stages('main'), done: false },
]

const round = (id, subject, state, revealedTo = null, audience = 'seats') =>
  ({ id, audience, state, ends_at: null, closes_at: null, left_ms: null, revealed_to: revealedTo, subjects: [{ subject_id: subject, form: 'f' }] })

function view({ state = 'running', paused = false, rehearsal = false, item = null, stage = null, subject = null, blocks = [], ...more } = {}) {
  const where = { item_id: item, stage, subject_id: subject, timer: { state: 'idle', ends_at: null, left_ms: null }, turn: null }
  const meeting = { state, paused, rehearsal, categories: [], subjects, starts_at: 0 }
  const rest = { rounds: [], turnout: [], presence: [], questions: [], comments: [], screen: { pinned: false }, now: 0, goal: 3, blocks }
  return { meeting, agenda, subjects, stage: where, place: placeOf(agenda, where, subjects), ...rest, ...more }
}

const label = (...given) => nextStep(view(...given)).label

test('before the meeting the button opens the door, then the meeting, and says what is in the way', () => {
  assert.equal(label({ state: 'prepared' }), '开始签到')
  assert.equal(label({ state: 'open' }), '开会')
  const blocked = nextStep(view({ state: 'prepared', blocks: ['议程是空的'] }))
  assert.equal(blocked.blocked, true)
  assert.match(blocked.then.text, /议程是空的/)
})

test('it leads through the stages of a subject, then to the next subject', () => {
  assert.equal(label({ item: '1', stage: 'reporting', subject: 'a' }), '进入质询 — 甲')
  assert.equal(nextStep(view({ item: '1', stage: 'inquiry', subject: 'a' })).act, 'enterAppraisal')
  assert.equal(label({ item: '1', stage: 'appraisal', subject: 'a', rounds: [round('r', 'a', 'closed')] }), '进入述法 — 乙')
})

test('who was drawn forward and is done is not led to again', () => {
  const where = { item_id: '1', stage: 'appraisal', subject_id: 'a' }
  const heard = agenda.map((item) => ({ ...item, done: item.item_id === '2' }))

  assert.equal(placeOf(heard, where, subjects).next.item.item_id, '3')
})

test('an appraisal without a round is begun, an open round is ended, whatever the stage', () => {
  assert.equal(label({ item: '1', stage: 'appraisal', subject: 'a' }), '开始测评 — 甲')
  assert.equal(label({ item: '1', stage: 'appraisal', subject: 'a', rounds: [round('r', 'a', 'open')] }), '结束测评 — 甲')
  assert.equal(label({ item: '2', stage: 'reporting', subject: 'b', rounds: [round('r', 'a', 'open')] }), '结束测评 — 甲')
})

test('a void round does not count: the subject is appraised anew', () => {
  assert.equal(label({ item: '1', stage: 'appraisal', subject: 'a', rounds: [round('r', 'a', 'void')] }), '开始测评 — 甲')
})

test('a round of the viewers stands in nobody’s way', () => {
  assert.equal(label({ item: '1', stage: 'reporting', subject: 'a', rounds: [round('r', 'a', 'open', null, 'viewers')] }), '进入质询 — 甲')
})

test('ending a round asks only while somebody who is here has not voted, and never has a key', () => {
  const turnout = (cast) => [{ round_id: 'r', subject_id: 'a', cast, present: 3, categories: [{ category: 'c', cast, present: 3 }] }]
  const at = (cast) => nextStep(view({ item: '1', stage: 'appraisal', subject: 'a', rounds: [round('r', 'a', 'open')], turnout: turnout(cast) }))
  assert.equal(at(2).asks, true)
  assert.match(at(2).then.text, /还有 1 人在场未评/)
  assert.equal(at(3).asks, false)
  assert.equal(at(3).nokey, true)
})

test('results wait for the announcement, where they are published one after the other', () => {
  const rounds = [round('r', 'a', 'closed'), round('s', 'b', 'closed')]
  const step = nextStep(view({ item: '3', stage: 'main', rounds }))
  assert.equal(step.label, '公布结果 — 甲')
  assert.equal(step.danger && step.nokey, true)
  const after = nextStep(view({ item: '3', stage: 'main', rounds: [round('r', 'a', 'revealed', 'seats'), rounds[1]] }))
  assert.equal(after.label, '公布结果 — 乙')
})

test('after the last item it ends the meeting, and says what is still unpublished', () => {
  const step = nextStep(view({ item: '3', stage: 'main', rounds: [round('r', 'a', 'revealed', 'all')] }))
  assert.equal(step.act, 'close')
  assert.equal(step.danger, true)
})

test('a paused meeting goes on first; a rehearsal can be ended from everywhere', () => {
  assert.equal(label({ item: '1', stage: 'reporting', subject: 'a', paused: true }), '继续会议')
  assert.equal(nextStep(view({ item: '1', stage: 'reporting', subject: 'a', rehearsal: true })).other.act, 'endRehearsal')
  assert.equal(nextStep(view({ state: 'closed', rehearsal: true })).act, 'endRehearsal')
})

test('the course: what is planned up to here against now and what is left', () => {
  const stage = { item_id: '1', stage: 'inquiry', timer: { state: 'running', ends_at: 24 * MINUTE, left_ms: null } }
  assert.deepEqual(course(agenda, stage, 0, 14 * MINUTE), { drift: 4 * MINUTE, ends_at: 64 * MINUTE })
  assert.equal(course(agenda, stage, 0, 24 * 60 * MINUTE), null)
  assert.equal(course(agenda, { item_id: null, stage: null, timer: {} }, 0, 0), null)
})

test('the round of a subject is the newest that is not void; unpublished are those the hall has not seen', () => {
  const rounds = [round('r', 'a', 'void'), round('s', 'a', 'closed'), round('t', 'b', 'revealed', 'staff'), round('u', 'b', 'revealed', 'seats')]
  assert.equal(roundOf(rounds, 'a').id, 's')
  assert.deepEqual(unpublished(rounds).map((one) => one.id), ['s', 't'])
})

test('who is missing is counted once a person, over all subjects of the sheet', () => {
  const entry = (cast) => ({ round_id: 'r', subject_id: 's', cast, present: 4, categories: [{ category: 'c', cast, present: 4 }] })
  assert.deepEqual(lackingByCategory([entry(4), entry(1)]), [{ category: 'c', lacking: 3 }])
})

test('alike: the same matter in other words is hinted at, another matter is not', () => {
  assert.equal(alike('房屋征收补偿案件败诉以后，补偿款付到位了吗？', '征收补偿案件败诉，怎么保证不再发生？'), true)
  assert.equal(alike('执法人员持证上岗率是多少？', '法律顾问参与了哪几项决策？'), false)
})

test('a deed stands while the sections hold what it expects: fields, rows by their fields, or nothing', () => {
  const sections = { stage: { item_id: '1', stage: 'inquiry', timer: {} }, questions: [{ id: 'q', state: 'called' }], notice: null }
  const still = (expect) => stands(expect, (name) => sections[name])
  assert.equal(still({ stage: { item_id: '1', stage: 'inquiry' } }), true)
  assert.equal(still({ stage: { item_id: '1', stage: 'commentary' } }), false)
  assert.equal(still({ questions: [{ id: 'q', state: 'called' }], notice: null }), true)
  assert.equal(still({ questions: [{ id: 'q', state: 'approved' }] }), false)
  assert.equal(still({ questions: [{ id: 'gone', state: 'called' }] }), false)
  assert.equal(still({ notice: { text: '请调静音' } }), false)
  assert.equal(still({}), true)
})

test('the strip says what the phones show: the sheet while a round is open, else what the stage lets them do', () => {
  const shows = (given) => phonesShow(view(given))
  assert.equal(shows({ state: 'open' }), '签到')
  assert.equal(shows({ item: '1', stage: 'inquiry', subject: 'a' }), '提问')
  assert.equal(shows({ item: '1', stage: 'inquiry', subject: 'a', rounds: [round('r', 'b', 'open')] }), '测评表')
  assert.equal(shows({ item: '1', stage: 'appraisal', subject: 'a' }), '等待测评')
  assert.equal(shows({ item: '1', stage: 'appraisal', subject: 'a', rounds: [round('r', 'a', 'closed')] }), '测评已结束')
  assert.equal(shows({ item: '3', stage: 'main' }), '结果公布')
  assert.equal(shows({ item: '1', stage: 'inquiry', subject: 'a', paused: true }), '会议暂停')
})

test('a meeting that lacks something cannot be started, and says what', () => {
  const step = nextStep(view({ state: 'open', blocks: ['票证只有 3 张，应到 5 人'] }))
  assert.equal(step.blocked, true)
  assert.match(step.then.text, /还不能开会：票证只有 3 张/)
})
