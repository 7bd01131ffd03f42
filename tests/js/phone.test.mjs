// What the phone works out from the sections: where the meeting is, what may be scored, how things are said.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askable, minutesNow, nextUp, scoringState, turnOf } from '../../static/js/phone/place.js'
import { itemsOf, missing, openRounds, phaseOf, summary, unscored } from '../../static/js/phone/rounds.js'
import { categoryName, gradeTone, promise, receiptCode, seatName } from '../../static/js/phone/words.js'

const meeting = {
  state: 'running',
  paused: false,
  categories: [{ key: 'npc', name: '人大代表', role: 'participant' }],
  subjects: [{ id: 's1', name: '秦若兰' }, { id: 's2', name: '顾长宁' }],
}
const item = (id, subject, stages) => ({ item_id: id, kind: 'subject', title: '述法', subject_ids: [subject], stages, done: false })
const stages = [{ stage: 'reporting', minutes: 8 }, { stage: 'inquiry', minutes: 12 }]
const agenda = [
  { item_id: 'o', kind: 'opening', title: '开场', subject_ids: [], stages: [{ stage: 'main', minutes: 5 }], done: true },
  item('a', 's1', stages),
  item('b', 's2', stages),
]
const at = (id, stage, subject = null) => ({ item_id: id, stage, subject_id: subject })
const form = {
  items: [{ key: 'all', name: '总体评价', overall: true }, { key: 'a', name: '甲', overall: false }, { key: 'b', name: '乙', overall: false }],
  grades: [{ key: 'good', name: '良好', value: 80 }, { key: 'fair', name: '一般', value: 60 }, { key: 'unknown', name: '不了解', value: null }],
}

test('the opening is nobody\'s turn, and the second of two who report is 第 2 位，共 2 位', () => {
  assert.equal(turnOf(agenda, agenda[0]), null)
  assert.deepEqual(turnOf(agenda, agenda[2]), { nth: 2, of: 2 })
})

test('what comes next is the next stage, then the next person, then nothing', () => {
  assert.deepEqual(nextUp(meeting, agenda, at('a', 'reporting')), { title: '质询与答复', minutes: 12 })
  assert.deepEqual(nextUp(meeting, agenda, at('a', 'inquiry')), { title: '顾长宁述法', minutes: 8 })
  assert.equal(nextUp(meeting, agenda, at('b', 'inquiry')), null)
  const heard = agenda.map((each) => ({ ...each, done: each.item_id === 'b' })) // drawn forward
  assert.equal(nextUp(meeting, heard, at('a', 'inquiry')), null)
  assert.equal(minutesNow(agenda, at('a', 'inquiry')), 12)
})

test('a person may be asked from the start of the item to the end of the inquiry, and not in a pause', () => {
  assert.equal(askable(meeting, at('a', 'reporting', 's1')).id, 's1')
  assert.equal(askable(meeting, at('a', 'commentary', 's1')), undefined)
  assert.equal(askable({ ...meeting, paused: true }, at('a', 'inquiry', 's1')), undefined)
})

test('a round is offered to who may score, without those already scored', () => {
  const round = { id: 'r', audience: 'seats', state: 'open', subjects: [{ subject_id: 's1' }, { subject_id: 's2' }] }
  const me = { rights: ['score'], cast: [['r', 's1']] }

  assert.deepEqual(openRounds({ rounds: [round] }, me)[0].todo, [{ subject_id: 's2' }])
  assert.deepEqual(openRounds({ rounds: [round] }, { ...me, rights: [] }), [])
  assert.deepEqual(openRounds({ rounds: [{ ...round, audience: 'viewers' }] }, me), [])
})

test('after its end a round has a grace, and without an end it is open', () => {
  const round = { ends_at: 100, closes_at: 160 }
  assert.deepEqual([99, 100, 159, 160].map((now) => phaseOf(round, now)), ['open', 'grace', 'grace', 'over'])
  assert.equal(phaseOf({ ends_at: null, closes_at: null }, 1e15), 'open')
})

test('总体评价 stands last, and a sheet knows what it lacks', () => {
  assert.deepEqual(itemsOf(form).map((each) => each.key), ['a', 'b', 'all'])
  assert.deepEqual(missing(form, { b: 'good' }), ['a', 'all'])
  assert.equal(summary(form, { a: 'good', b: 'good', all: 'fair' }), '良好 2')
  assert.equal(unscored(form, { a: 'unknown', b: 'good', all: 'unknown' }), 2)
})

test('grades are coloured from best to worst, a scale of three leaves out 一般, 不了解 has its own', () => {
  const scale = (...names) => names.map((key, index) => ({ key, value: 100 - index }))
  const four = [...scale('a', 'b', 'c', 'd'), { key: 'u', value: null }]
  assert.deepEqual(four.map((grade) => gradeTone(four, grade.key)), [1, 2, 3, 4, 0])
  assert.deepEqual(['a', 'b', 'c'].map((key) => gradeTone(scale('a', 'b', 'c'), key)), [1, 2, 4])
  assert.deepEqual(['a', 'b'].map((key) => gradeTone(scale('a', 'b'), key)), [1, 4])
})

test('a seat is named by its category, with a name only where the meeting file gives one', () => {
  assert.equal(categoryName(meeting, 'npc'), '人大代表')
  assert.equal(seatName(meeting, { category: 'npc', role: 'participant', name: null }), '人大代表·匿名席位')
  assert.equal(seatName(meeting, { category: 'leader', role: 'leader', name: '李副书记' }), '点评领导·李副书记')
})

test('the seat of one who reports has their name and promises nothing about scores', () => {
  const reporter = { category: 'reporter', role: 'reporter', name: null, subject_id: 's1' }
  assert.equal(seatName({ categories: [], subjects: [{ id: 's1', name: '周明远' }] }, reporter), '述法同志·周明远')
  assert.doesNotMatch(promise(reporter), /匿名|不记录/)
})

test('a receipt is shown by its first twelve digits in fours', () => {
  assert.equal(receiptCode('ced2a67f314b0e00'), 'CED2 A67F 314B')
})

test('scoring at the present place is none before a round and after a void one, then open, then over', () => {
  const agenda = [{ item_id: 'i1', kind: 'subject', subject_ids: ['s1'], stages: [] }]
  const stage = { item_id: 'i1', stage: 'appraisal' }
  const state = (...states) => scoringState({
    agenda, stage, rounds: { rounds: states.map((each) => ({ audience: 'seats', state: each, subjects: [{ subject_id: 's1' }] })) },
  })
  assert.deepEqual([state(), state('void'), state('void', 'open'), state('void', 'sealed'), state('revealed')],
    ['none', 'none', 'open', 'over', 'over'])
})
