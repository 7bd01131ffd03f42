// The client's rule of taking sections, proved on random interleavings of commits, reads, losses, joins and moves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initial, reduce } from '../../static/js/live/store.js'

const play = (events, state = initial()) => events.reduce(reduce, state)
const connect = { type: 'connect', at: 0 }
const sync = (rev, sections, now = 0, at = 0) => ({ type: 'sync', rev, sections, now, at })
const update = (rev, sections) => ({ type: 'update', rev, sections, now: 0, at: 0 })
const beat = (rev, now = 0, at = 0) => ({ type: 'beat', rev, now, at })

test('a section is taken if its rev is greater than the one held, each section for itself', () => {
  const state = play([connect, sync(5, { stage: 'a', notice: 'x' }), update(7, { stage: 'b' }), update(6, { stage: 'old', notice: 'y' })])

  assert.deepEqual(state.sections, { stage: 'b', notice: 'y' })
  assert.deepEqual(state.revs, { stage: 7, notice: 6 })
})

test('the same message twice changes nothing, and untouched sections keep their identity', () => {
  const notice = { id: '1' }
  const first = play([connect, sync(5, { stage: 'a', notice })])
  const second = play([update(6, { stage: 'b' }), update(6, { stage: 'c' })], first)

  assert.equal(second.sections.stage, 'b')
  assert.equal(second.sections.notice, notice)
})

test('a connection forgets the revs, keeps what is drawn, and takes an older sync', () => {
  const before = play([connect, sync(90, { stage: 'a' }), { type: 'disconnect', at: 4 }, { ...connect, at: 9 }])

  assert.deepEqual([before.sections, before.revs, before.stale], [{ stage: 'a' }, {}, true])
  assert.equal(play([sync(3, { stage: 'restored' })], before).sections.stage, 'restored')
})

test('a beat that names something newer, or unknown, makes the state stale until the sync', () => {
  const state = play([connect, sync(5, { stage: 'a' })])

  assert.equal(play([beat({ stage: 5 })], state).stale, false)
  assert.equal(play([beat({ stage: 6 })], state).stale, true)
  assert.equal(play([beat({ me: 1 })], state).stale, true)
  assert.equal(play([beat({ stage: 6 }), sync(6, { stage: 'b' })], state).stale, false)
})

test('the clock offset is the largest of the last minute, so a late message does no harm', () => {
  const state = play([connect, sync(1, {}, 10_000, 0), beat({}, 19_100, 10_000), beat({}, 30_050, 20_000)])

  assert.equal(state.offset, 10_050)
  assert.equal(play([beat({}, 99_000, 90_000)], state).offset, 9_000)
})

test('a phone whose own clock is set back or forth is followed at the next beat', () => {
  const state = play([connect, beat({}, 1_000_000, 500_000)])

  assert.equal(play([beat({}, 1_010_000, 90_000)], state).offset, 920_000)
  assert.equal(play([beat({}, 1_010_000, 1_010_000)], state).offset, 0)
})

test('what the page was written from is drawn until the sync, with its clock', () => {
  const state = initial({ sections: { stage: 'boot' }, now: 5000, rev: 99 }, 2000)

  assert.deepEqual([state.sections.stage, state.offset, state.online], ['boot', 3000, false])
  assert.equal(play([connect, sync(4, { stage: 'live' })], state).sections.stage, 'live')
})

test('offline since the loss, online again by anything heard, refused until a connection', () => {
  const lost = play([connect, { type: 'disconnect', at: 7 }, { type: 'disconnect', at: 9 }])
  const refused = play([{ type: 'refused', code: 'server.full', message: '人数已满', at: 11 }], lost)

  assert.deepEqual([lost.online, lost.offlineSince], [false, 7])
  assert.deepEqual(refused.refused, { code: 'server.full', message: '人数已满' })
  assert.deepEqual([play([update(1, {})], lost).online, play([update(1, {})], lost).offlineSince], [true, null])
  assert.equal(play([connect], refused).refused, null)
})

// --- the model of the protocol, driven with the real reducer: one database, two processes, clients that join and move --

const NAMES = ['a', 'b', 'c']

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

class Database {
  rev = 0
  value = Object.fromEntries(NAMES.map((name) => [name, 0]))
  commit(roll) {
    this.rev += 1
    // only two values: they come back (A, B, A), which is what a fresh read would get wrong
    this.value = { ...this.value, [NAMES[Math.floor(roll() * 3)]]: Math.floor(roll() * 2) }
  }
  view() {
    return { rev: this.rev, value: this.value }
  }
}

class Process {
  clients = new Set()
  reading = null
  constructor(database) {
    this.database = database
    this.shown = database.view()
    this.at = Object.fromEntries(NAMES.map((name) => [name, this.shown.rev]))
  }
  read() {
    this.reading ??= this.database.view() // a read takes time: commits may come before it is published
  }
  publish(skips) {
    const view = this.reading
    this.reading = null
    if (!view || view.rev <= this.shown.rev) return
    const differ = Object.entries(view.value).filter(([name, value]) => this.shown.value[name] !== value)
    this.shown = view
    for (const [name] of differ) this.at[name] = view.rev
    for (const client of this.clients) {
      if (differ.length && !skips()) client.inbox.push(update(view.rev, Object.fromEntries(differ)))
    }
  }
}

class Client {
  state = initial()
  constructor(process) {
    this.join(process)
  }
  join(process) {
    this.process?.clients.delete(this)
    this.process = process
    process.clients.add(this)
    this.inbox = []
    this.syncing = false
    this.state = reduce(this.state, connect)
  }
  step() {
    if (this.state.stale && !this.syncing) {
      this.syncing = true // never two at once
      this.inbox.push(sync(this.process.shown.rev, { ...this.process.shown.value }))
    }
    const event = this.inbox.shift()
    if (!event) return
    this.state = reduce(this.state, event)
    if (event.type === 'sync') this.syncing = false
  }
}

function run(seed) {
  const roll = dice(seed)
  const database = new Database()
  const processes = [new Process(database), new Process(database)]
  const clients = []
  const one = (list) => list[Math.floor(roll() * list.length)]
  for (let left = 20 + Math.floor(roll() * 100); left > 0; left -= 1) {
    const r = roll()
    const process = one(processes)
    const client = one(clients)
    if (r < 0.25) database.commit(roll)
    else if (r < 0.38) process.read()
    else if (r < 0.52) process.publish(() => roll() < 0.05)
    else if (r < 0.6 && clients.length < 6) clients.push(new Client(process))
    else if (client && r < 0.95) client.step()
    else if (client && r < 0.97) client.inbox.push(beat({ ...client.process.at }))
    else if (client) client.join(process)
  }
  for (let round = 0; round < 6; round += 1) {
    for (const process of processes) {
      for (let twice = 0; twice < 2; twice += 1) {
        process.read()
        process.publish(() => false)
      }
      for (const client of process.clients) client.inbox.push(beat({ ...process.at }))
    }
    for (const client of clients) for (let steps = 0; steps < 80; steps += 1) client.step()
  }
  return { clients, truth: database.value }
}

test('under any interleaving every client ends equal to the database', () => {
  let seen = 0
  for (let seed = 0; seed < 5000; seed += 1) {
    const { clients, truth } = run(seed)
    seen += clients.length
    for (const client of clients) assert.deepEqual(client.state.sections, truth, `seed ${seed}`)
  }
  assert.ok(seen > 10_000)
})
