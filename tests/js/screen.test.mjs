// What the wall shows, from its sections alone: which scene stands, whose turn it is, what its clocks say.
import assert from 'node:assert/strict'
import test from 'node:test'
import { choose } from '../../static/js/screen/choose.js'
import { gradeSteps, rateNames } from '../../static/js/screen/grades.js'
import { answeredQuestion, waitingQuestions, who } from '../../static/js/screen/questions.js'
import { nextWords, rail, roundClock, stageClock, turnWords } from '../../static/js/screen/view.js'
import { groupWords, phrases, spaced, titleLines } from '../../static/js/screen/words.js'

const STAGES = ['reporting', 'inquiry', 'commentary', 'appraisal'].map((stage) => ({ stage, minutes: 8 }))
const MAIN = [{ stage: 'main', minutes: 5 }]
const NOW = 1_000_000

function sections(changed = {}) {
  return {
    meeting: { paused: false, subjects: [{ id: 's1', name: '秦若兰' }, { id: 's2', name: '顾长宁' }], categories: [] },
    agenda: [
      { item_id: 'i0', kind: 'opening', title: '开场', subject_ids: [], stages: MAIN, done: true },
      { item_id: 'i1', kind: 'subject', title: '秦若兰', subject_ids: ['s1'], stages: STAGES, done: false },
      { item_id: 'i2', kind: 'subject', title: '顾长宁', subject_ids: ['s2'], stages: STAGES, done: false },
      { item_id: 'i3', kind: 'announcement', title: '结果公布', subject_ids: [], stages: MAIN, done: false },
    ],
    stage: stageAt('i1', 'inquiry', 's1'),
    presence: [], questions: [], turnout: [], results: [], comments: [], rounds: { rounds: [], forms: {} },
    screen: { scene: 'inquiry', subject_id: 's1', pinned: false, join: { url: 'u', open: [], wifi: null } },
    ...changed,
  }
}

function stageAt(item_id, stage, subject_id, timer = { state: 'running', ends_at: NOW + 90_000, left_ms: null }) {
  return { item_id, stage, subject_id, timer, turn: null }
}

const view = (changed = {}) => choose(sections(changed), { codes: { u: '' }, results: {}, overview: null }, false)

test('nothing is drawn before every section is there', () => {
  assert.equal(choose(sections({ turnout: null }), null, false), null)
})

test('an item without a subject shows the programme, the announcement what was revealed', () => {
  const opening = { stage: stageAt('i0', 'main', null), screen: { ...sections().screen, scene: 'welcome' } }
  assert.equal(view(opening).scene, 'item')
  const told = { stage: stageAt('i3', 'main', null), screen: { ...sections().screen, scene: 'overview' } }
  assert.equal(view(told).scene, 'item')
  assert.equal(view({ ...told, results: [{ audience: 'seats' }] }).scene, 'overview')
})

test('what the host pins goes before the stage', () => {
  const screen = { ...sections().screen, scene: 'welcome', pinned: true }
  assert.equal(view({ stage: stageAt('i0', 'main', null), screen }).scene, 'welcome')
})

test('a result waits for its figures while they are on their way, and for no longer', () => {
  const screen = { ...sections().screen, scene: 'result' }
  const results = [{ round_id: 'r', subject_id: 's1', audience: 'seats' }]
  const none = { codes: {}, results: {}, overview: null }
  assert.equal(choose(sections({ screen, results }), none, true), null)
  assert.equal(choose(sections({ screen, results }), none, false).scene, 'result')
  assert.equal(choose(sections({ screen, results }), { ...none, results: { 'r/s1': {} } }, true).scene, 'result')
})

test('turn, rail and what comes next follow the agenda', () => {
  assert.equal(turnWords(view()), '第 1 位 / 共 2 位')
  assert.deepEqual(rail(view()).map(({ state }) => state), ['done', 'now', 'next', 'next'])
  assert.equal(nextWords(view()), '下一环节：领导点评')
  assert.equal(nextWords(view({ stage: stageAt('i1', 'appraisal', 's1') })), '下一位：顾长宁')
  assert.equal(nextWords(view({ stage: stageAt('i2', 'appraisal', 's2') })), '下一环节：结果公布')
  const heard = sections({ stage: stageAt('i1', 'appraisal', 's1') }) // drawn forward
  heard.agenda = heard.agenda.map((item) => ({ ...item, done: item.item_id === 'i2' }))
  assert.equal(nextWords(choose(heard, null, false)), '下一环节：结果公布')
})

test('the clock runs, is in its last minute, counts up, or stands', () => {
  const at = (timer, paused = false) => {
    const changed = sections({ stage: stageAt('i1', 'inquiry', 's1', timer) })
    changed.meeting.paused = paused
    return stageClock(choose(changed, null, false), NOW)
  }
  assert.deepEqual(at({ state: 'running', ends_at: NOW + 240_000, left_ms: null }), { state: 'run', digits: '04:00', label: '质询剩余时间', share: 0.5 })
  assert.equal(at({ state: 'running', ends_at: NOW + 46_000, left_ms: null }).state, 'last')
  const over = at({ state: 'running', ends_at: NOW - 72_000, left_ms: null })
  assert.deepEqual([over.state, over.digits, over.label, over.share], ['over', '01:12', '已超时', 0])
  assert.equal(at({ state: 'paused', ends_at: null, left_ms: 60_000 }).label, '质询剩余时间，已暂停')
  assert.equal(at({ state: 'running', ends_at: null, left_ms: 60_000 }, true).label, '质询剩余时间，已暂停')
  assert.equal(at({ state: 'idle', ends_at: null, left_ms: null }).digits, '08:00')
})

test('after its end a round counts down the grace', () => {
  const round = { state: 'open', ends_at: NOW - 10_000, closes_at: NOW + 50_000, left_ms: null }
  assert.equal(roundClock(round, false, NOW).digits, '00:50')
  assert.equal(roundClock({ ...round, ends_at: null, closes_at: null }, false, NOW), null)
  assert.equal(roundClock({ ...round, state: 'closed' }, false, NOW), null)
})

test('the answered question is that of the turn, else the called one, else the last called', () => {
  const ask = (id, state, called_at = null) => ({ id, subject_id: 's1', state, called_at, supports: 0, number: 1 })
  const questions = [ask('a', 'answered', 5), ask('b', 'answered', 9), ask('c', 'approved')]
  assert.equal(answeredQuestion(view({ questions })).id, 'b')
  assert.equal(answeredQuestion(view({ questions: [...questions, ask('d', 'called', 7)] })).id, 'd')
  const stage = { ...stageAt('i1', 'inquiry', 's1'), turn: { question_id: 'a' } }
  assert.equal(answeredQuestion(view({ questions, stage })).id, 'a')
})

test('those that most people ask wait in front', () => {
  const ask = (number, supports) => ({ id: String(number), number, supports, subject_id: 's1', state: 'approved' })
  const questions = [ask(1, 2), ask(2, 7), ask(3, 7)]
  assert.deepEqual(waitingQuestions(view({ questions })).map(({ number }) => number), [2, 3, 1])
  assert.equal(who({ by: '人大代表', follows: null }), '人大代表提问')
  assert.equal(who({ by: '匿名', follows: 'x' }), '匿名追问')
})

test('a scale of three takes the first, second and fourth colour, and names its rates', () => {
  const scale = [['满意', 100], ['基本满意', 80], ['不满意', 40], ['不了解', null]].map(([name, value]) => ({ key: name, name, value }))
  assert.deepEqual(Object.values(gradeSteps(scale)), [1, 2, 4, 0])
  assert.deepEqual(rateNames(scale), ['满意率', '基本满意以上'])
})

test('titles break after the year, blanks stand between Chinese and digits, merged groups are named shortly', () => {
  assert.deepEqual(titleLines('云川县2026年度专题述法会'), ['云川县 2026 年度', '专题述法会'])
  assert.deepEqual(titleLines('第一行\n第二行'), ['第一行', '第二行'])
  assert.equal(spaced('3起案件，共12件'), '3 起案件，共 12 件')
  assert.equal(groupWords(['政协委员', '行业群众代表']), '政协委员、行业群众代表（合并）')
  assert.equal(groupWords(['甲', '乙', '丙']), '甲等 3 类（合并）')
})

test('a short notice breaks at its stops, a long one anywhere', () => {
  assert.deepEqual(phrases('请把手机调成静音，测评马上开始'), ['请把手机调成静音，', '测评马上开始'])
  const long = '请还没有提交测评表的各位代表尽快提交，谢谢'
  assert.deepEqual(phrases(long), [long])
  assert.deepEqual(phrases(''), [''])
})
