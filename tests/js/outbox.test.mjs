// What is given stays in the browser until the server has it.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { signal } from '../../static/vendor/signals-core.js'
import { CommandError } from '../../static/js/live/errors.js'
import { openOutbox } from '../../static/js/live/outbox.js'

/** localStorage as browsers have it: the stored names are its own properties. */
class MemoryStorage {
  getItem(name) {
    return Object.hasOwn(this, name) ? this[name] : null
  }
  setItem(name, text) {
    Object.defineProperty(this, name, { value: String(text), enumerable: true, configurable: true, writable: true })
  }
  removeItem(name) {
    delete this[name]
  }
}

/** The server's side as the outbox sees it: every command is written down and answered by `answer`. */
function line(answer) {
  const meeting = signal({ state: 'running', paused: false })
  const state = signal({ online: true })
  const sent = []
  const command = (name, payload) => {
    sent.push([name, payload])
    return answer(name, payload, sent.length)
  }
  return { meeting, state, sent, command, section: () => meeting }
}

const never = () => new Promise(() => {})
const refuse = (code) => Promise.reject(new CommandError({ code, message: '不行' }))
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))
const ballot = ['ballot/r1/s1', 'ballot.cast', { round_id: 'r1', subject_id: 's1', ballot_id: 'b1', grades: { a: 'good' } }]

beforeEach(() => {
  globalThis.localStorage = new MemoryStorage()
})

test('an acknowledged ballot leaves the outbox, its grades leave the browser, its receipt stays', async () => {
  const box = openOutbox('seat1', line(async () => ({ receipt: 'abc' })))
  box.put(...ballot)
  await settle()

  assert.deepEqual(box.entries.value, {})
  assert.deepEqual(box.answers.value['ballot/r1/s1'], { receipt: 'abc' })
  assert.equal(openOutbox('seat1', line(never)).receipt('ballot/r1/s1').receipt, 'abc')
  assert.ok(!JSON.stringify({ ...localStorage }).includes('good'))
})

test('a ballot without an ack survives a reload and is sent again with the same ballot_id', async () => {
  openOutbox('seat1', line(never)).put(...ballot)
  await settle()
  const after = line(async () => ({ receipt: 'abc' }))
  const box = openOutbox('seat1', after)
  assert.equal(box.entries.value['ballot/r1/s1'].state, 'sending')
  await settle()

  assert.deepEqual(after.sent, [['ballot.cast', ballot[2]]])
  assert.deepEqual(box.entries.value, {})
})

test('a reload does not send what is on another seat', async () => {
  openOutbox('seat1', line(never)).put(...ballot)
  const other = line(never)
  openOutbox('seat12', other)
  await settle()

  assert.deepEqual(other.sent, [])
})

test('a ballot that is on its way is not replaced by a second one', async () => {
  const server = line(never)
  const box = openOutbox('seat1', server)
  box.put(...ballot)
  box.put(ballot[0], ballot[1], { ...ballot[2], ballot_id: 'b2' })
  await settle()

  assert.deepEqual(server.sent.map(([, payload]) => payload.ballot_id), ['b1'])
})

test('a note that is changed on its way is sent once more as it is now', async () => {
  const answers = []
  const server = line(() => new Promise((resolve) => answers.push(resolve)))
  const box = openOutbox('seat1', server)
  box.put('note/s1', 'note.save', { text: '一', client_id: '1' })
  await settle()
  box.put('note/s1', 'note.save', { text: '一二', client_id: '2' })
  answers[0]({})
  await settle()
  answers[1]({})
  await settle()

  assert.deepEqual(server.sent.map(([, payload]) => payload.text), ['一', '一二'])
  assert.deepEqual(box.entries.value, {})
})

test('a refused one is kept with its reason until it is dropped', async () => {
  const box = openOutbox('seat1', line(() => refuse('round.closed')))
  box.put(...ballot)
  await settle()
  assert.deepEqual([box.entries.value[ballot[0]].state, box.entries.value[ballot[0]].error.code], ['refused', 'round.closed'])
  box.drop(ballot[0])

  assert.deepEqual(openOutbox('seat1', line(never)).entries.value, {})
})

test('a refused one is sent again when the person asks for it', async () => {
  const box = openOutbox('seat1', line((name, payload, count) => (count === 1 ? refuse('rate.limited') : Promise.resolve({ receipt: 'abc' }))))
  box.put(...ballot)
  await settle()
  box.retry(ballot[0])
  await settle()

  assert.equal(box.receipt(ballot[0]).receipt, 'abc')
})

test('what a paused meeting refuses is held and sent when it goes on', async () => {
  const server = line(() => (server.meeting.value.paused ? refuse('meeting.state') : Promise.resolve({ receipt: 'abc' })))
  server.meeting.value = { state: 'running', paused: true }
  const box = openOutbox('seat1', server)
  box.put(...ballot)
  await settle()
  assert.equal(box.entries.value[ballot[0]].state, 'held')
  server.meeting.value = { state: 'running', paused: false }
  await settle()

  assert.equal(box.receipt(ballot[0]).receipt, 'abc')
})

test('a pause that this page heard of only as a refusal ends with the next connection', async () => {
  let paused = true
  const server = line(() => (paused ? refuse('meeting.state') : Promise.resolve({ receipt: 'abc' })))
  const box = openOutbox('seat1', server)
  box.put(...ballot)
  await settle()
  paused = false
  server.state.value = { online: false }
  server.state.value = { online: true }
  await settle()

  assert.equal(box.receipt(ballot[0]).receipt, 'abc')
})

test('what a closed meeting refuses is refused for good', async () => {
  const server = line(() => refuse('meeting.state'))
  server.meeting.value = { state: 'closed', paused: false }
  const box = openOutbox('seat1', server)
  box.put(...ballot)
  await settle()

  assert.equal(box.entries.value[ballot[0]].state, 'refused')
})

test('the ballots of one sheet are all sent, apart, and not always in their order', async () => {
  const firsts = new Set()
  await Promise.all(
    Array.from({ length: 12 }, async (_, run) => {
      const server = line(async () => ({ receipt: 'abc' }))
      const box = openOutbox(`seat${run}`, server)
      box.putAll([1, 2, 3].map((n) => [`ballot/r/s${n}`, 'ballot.cast', { subject_id: `s${n}` }]))
      while (Object.keys(box.entries.value).length) await settle()
      assert.equal(server.sent.length, 3)
      firsts.add(server.sent[0][1].subject_id)
    }),
  )

  assert.ok(firsts.size > 1)
})

test('a browser that stores nothing still sends', async () => {
  globalThis.localStorage = undefined
  const box = openOutbox('seat1', line(async () => ({ receipt: 'abc' })))
  box.put(...ballot)
  await settle()

  assert.equal(box.receipt(ballot[0]).receipt, 'abc')
})

test('after the meeting nothing of the seat is left on the device', async () => {
  const box = openOutbox('seat1', line((name, payload, count) => (count === 1 ? Promise.resolve({ receipt: 'abc' }) : never())))
  box.put(...ballot)
  await settle()
  box.put('note/s1', 'note.save', { text: '记' })
  box.wipe()

  assert.deepEqual({ ...localStorage }, {})
})
