// Clocks as people read them.
import assert from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import { test } from 'node:test'
import { clockState, hhmm, inBeijing, leftMs, mmss, secondHand } from '../../static/js/live/clock.js'
import { randomHex } from '../../static/js/live/ids.js'

globalThis.crypto ??= webcrypto // node 18, as Debian has it, hides it; every browser has it

test('a clock stands at 00:01 until the last moment, then counts up from 00:00', () => {
  const shown = [600_000, 59_001, 1, 0, -1, -1000, -83_000, 4_500_000].map(mmss)

  assert.deepEqual(shown, ['10:00', '01:00', '00:01', '00:00', '00:00', '00:01', '01:23', '75:00'])
  assert.equal(mmss(null), '--:--')
})

test('a running timer counts from its deadline, a paused one stands, an idle one shows nothing', () => {
  assert.equal(leftMs({ state: 'running', ends_at: 9000, left_ms: 8000 }, 5000), 4000)
  assert.equal(leftMs({ state: 'paused', ends_at: null, left_ms: 8000 }, 5000), 8000)
  assert.equal(leftMs({ state: 'idle', ends_at: null, left_ms: 8000 }, 5000), null)
  assert.equal(leftMs({ ends_at: 4000, left_ms: null }, 5000), -1000)
  assert.equal(leftMs({ ends_at: null, left_ms: null }, 5000), null)
  assert.equal(leftMs(null, 5000), null)
})

test('the state of a clock changes at the last minute and at zero', () => {
  assert.deepEqual([null, 60_001, 60_000, 1, 0, -1].map((ms) => clockState(ms)), ['idle', 'run', 'last', 'last', 'over', 'over'])
  assert.equal(clockState(45_000, 30_000), 'run')
})

test('the time of day has two digits each', () => {
  assert.equal(hhmm(Date.UTC(2026, 10, 24, 1, 5)), '09:05')
})

test('the hall keeps Beijing time, whatever zone the device is set to', () => {
  const parts = inBeijing(Date.UTC(2026, 11, 31, 16, 30, 9))

  assert.deepEqual(parts, { year: 2027, month: 1, day: 1, weekday: '五', hour: 0, minute: 30, second: 9 })
})

test('the second hand follows the server time and stops', async () => {
  let now = 1000
  const hand = secondHand(() => now)
  now = 2000
  await new Promise((resolve) => setTimeout(resolve, 300))
  hand.stop()
  now = 3000
  await new Promise((resolve) => setTimeout(resolve, 300))

  assert.equal(hand.value, 2000)
})

test('ids are lower-case hex of the asked length, and no two are equal', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => randomHex(16)))

  assert.equal(ids.size, 1000)
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/)
})
