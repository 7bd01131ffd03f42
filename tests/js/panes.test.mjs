// What the console's panes work out: which scene comes back, how a notice was heard, whose comment is awaited.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alike } from '../../static/js/console/alike.js'
import { awaited, awaitedWords } from '../../static/js/console/lacking.js'
import { receiptWords } from '../../static/js/console/receipt-words.js'
import { afterChange } from '../../static/js/console/swapping.js'
import { names } from '../../static/js/console/words.js'

const look = (scene, pinned, subject = null) => ({ scene, subject_id: subject, pinned })

test('the scene before the hand’s change is one press away, and the hand’s own again after that', () => {
  const black = afterChange(null, look('inquiry', false, 'a'), look('black', true))
  assert.deepEqual(black, { scene: 'auto', subject_id: null })
  assert.deepEqual(afterChange(black, look('black', true), look('inquiry', false, 'a')), { scene: 'black', subject_id: null })
  assert.deepEqual(afterChange(null, look('result', true, 'a'), look('overview', true)), { scene: 'result', subject_id: 'a' })
})

test('once the wall follows the stage to its next scene there is nothing to go back to', () => {
  assert.equal(afterChange({ scene: 'black', subject_id: null }, look('inquiry', false), look('commentary', false)), null)
  assert.deepEqual(afterChange({ scene: 'black' }, look('inquiry', false), look('inquiry', false)), { scene: 'black' })
})

test('a receipt says how many and when, and that nobody is there to hear', () => {
  const at = Date.UTC(2026, 11, 8, 2, 21)
  const said = (to, meant, acked) => receiptWords({ to, meant, acked }, at)
  assert.equal(said('reporter', 1, 1), '收到 10:21')
  assert.equal(said('reporter', 1, 0), '还没有收到')
  assert.equal(said('leaders', 3, 2), '2 / 3 收到 10:21')
  assert.equal(said('leaders', 3, 3), '3 人都收到了 10:21')
  assert.equal(said('all', 27, 12), '12 / 27 收到')
  assert.equal(said('unscored', 1, 0), '0 / 1 收到')
  assert.equal(said('leaders', 0, 0), '会场里现在没有要通知的人')
  assert.equal(said('screen', 0, 0), '')
  assert.equal(receiptWords({ to: 'reporter', meant: 1, acked: 1 }, null), '收到')
})

test('whose comment is awaited: by name, or how many of a panel, and whether they are here', () => {
  const rows = [
    { category: 'leader', name: '李副书记', seats: 1, present: 1, written: { a: 1 } },
    { category: 'leader', name: '王副县长', seats: 1, present: 0, written: {} },
    { category: 'expert', name: null, seats: 5, present: 4, written: { a: 2 } },
  ]
  assert.deepEqual(awaited(rows, 'a').map(({ name, lacking }) => [name, lacking]), [['王副县长', 1], [null, 3]])
  assert.equal(awaited(rows, 'b').length, 3)
  assert.equal(awaitedWords(rows[1]), '没有签到')
  assert.equal(awaitedWords(rows[2]), '还没有提交，可以口头点评')
})

test('alike: what every second question says makes no two the same, nor does a long one that touches many things', () => {
  assert.equal(alike('去年有没有没有公开的问题？', '今年有没有没有解决的问题？'), false)
  const long = '关于征收补偿，我想请局长讲清楚三件事，案件复盘的结论有没有向被征收人公开，裁量基准由谁把关，维修资金的时限是几天，监管台账放在哪里，谁来核对？'
  assert.equal(alike(long, '行政处罚的裁量基准有没有向企业公开？'), false)
  assert.equal(alike(long, '裁量基准由谁把关？'), true)
})

test('of more than three names the first two stand for all', () => {
  const people = (count) => Array.from({ length: count }, (_, at) => ({ name: `甲${at}` }))
  assert.equal(names(people(3)), '甲0、甲1、甲2')
  assert.equal(names(people(12)), '甲0、甲1等 12 位')
})
