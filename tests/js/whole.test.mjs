// What was cut for phones is fetched, kept beside, and joined with what is newer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signal } from '../../static/vendor/signals-core.js'
import { initial, reduce } from '../../static/js/live/store.js'
import { completed, leftOut } from '../../static/js/live/whole.js'
import { createWholes } from '../../static/js/live/wholes.js'

const row = (id, text = '') => ({ id, text })

test('left_out of rounds and of me names what must be fetched', () => {
  assert.deepEqual(leftOut({ rounds: { left_out: { results: 3 } }, me: { left_out: { notes: 2 } } }), ['results', 'me'])
  assert.deepEqual(leftOut({ rounds: { left_out: {} }, me: { left_out: {} } }), [])
  assert.deepEqual(leftOut({}), [])
})

test('a whole of the same revision stands for the section', () => {
  const whole = { rev: 7, value: [row('1'), row('2')] }

  assert.equal(completed('comments', [row('2')], 7, whole), whole.value)
})

test('an older whole is joined with what is newer, until it is fetched anew', () => {
  const whole = { rev: 7, value: [row('1', 'old'), row('2', 'old')] }

  assert.deepEqual(completed('comments', [row('2', 'new'), row('3', 'new')], 8, whole), [row('1', 'old'), row('2', 'new'), row('3', 'new')])
  const rounds = { rounds: [row('b')], forms: { f: 2 }, left_out: { rounds: 2 } }
  const older = { rev: 7, value: { rounds: [row('a')], forms: { e: 1, f: 1 }, left_out: {} } }
  assert.deepEqual(completed('rounds', rounds, 8, older), { rounds: [row('a'), row('b')], forms: { e: 1, f: 2 }, left_out: { rounds: 2 } })
})

test('what is left out is fetched, and again when the section has a new revision; a failure is tried again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const state = signal(initial())
  const dispatch = (event) => (state.value = reduce(state.peek(), { now: 0, at: 0, ...event }))
  const answers = [new Error('no line'), { rev: 4, sections: { comments: [row('1'), row('2')] } }, { rev: 6, sections: { comments: [row('2')] } }]
  const asked = []
  const wholes = createWholes(state, async (name) => {
    asked.push(name)
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  })
  const pass = async () => {
    t.mock.timers.tick(6000)
    await Promise.resolve()
    await Promise.resolve()
  }
  dispatch({ type: 'connect' })
  dispatch({ type: 'sync', rev: 4, sections: { comments: [row('2')], rounds: { left_out: { comments: 1 } } } })
  assert.deepEqual(wholes.complete('comments', state.value), [row('2')])
  await pass()
  await pass()
  assert.deepEqual(asked, ['comments', 'comments'])
  const full = wholes.complete('comments', state.value)
  assert.deepEqual(full, [row('1'), row('2')])
  assert.equal(wholes.complete('comments', state.value), full, 'the same object while nothing changes')
  await pass()
  assert.equal(asked.length, 2, 'nothing more to fetch')

  dispatch({ type: 'update', rev: 6, sections: { comments: [row('2')] } })
  await pass()
  assert.deepEqual(wholes.complete('comments', state.value), [row('2')])
  dispatch({ type: 'update', rev: 7, sections: { rounds: { left_out: {} } } })
  await pass()
  assert.equal(asked.length, 3)
  wholes.close()
})
